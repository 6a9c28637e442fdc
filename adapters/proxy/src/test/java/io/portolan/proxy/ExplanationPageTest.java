package io.portolan.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ExplanationPageTest {
    @Test
    void leavesNothingToFillIn() {
        for (ExplanationPage page : ExplanationPage.values()) {
            assertThat(page.html("418", "host.test")).contains("418").doesNotContain("$");
        }
    }

    @Test
    void tellsTheHostThatHasNoRoute() {
        assertThat(ExplanationPage.NO_ROUTE.html("404", "unknown.test")).contains("<b>unknown.test</b>");
    }

    @Test
    void isToldFromApplicationsByItsHeader() {
        assertThat(ExplanationPage.NO_ROUTE.headers()).containsEntry("X-Portolan", "no-route");
        assertThat(ExplanationPage.NOTHING_RUNS.headers()).containsEntry("X-Portolan", "upstream-error");
        assertThat(ExplanationPage.NO_ANSWER.headers()).containsEntry("X-Portolan", "upstream-error");
    }
}

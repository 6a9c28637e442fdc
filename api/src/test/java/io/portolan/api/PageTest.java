package io.portolan.api;

import static io.portolan.api.TestApi.ENV;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.portolan.engine.view.StackSummary;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PageTest {
    private static final String STACKS = ENV + "/stacks";

    private final TestApi api = new TestApi();

    @AfterEach
    void stop() {
        api.close();
    }

    private static List<StackSummary> stacks(String... names) {
        return Stream.of(names).map(Samples::summary).toList();
    }

    private static List<String> names(JsonNode page) {
        List<String> names = new ArrayList<>();
        page.get("items").forEach(item -> names.add(item.get("name").asText()));
        return names;
    }

    private JsonNode page(String query) {
        return api.get(STACKS + query).json();
    }

    @Test
    void aShortListIsOnePage() {
        api.fake.stacks.summaries = stacks("a", "b");

        assertThat(names(page(""))).containsExactly("a", "b");
        assertThat(page("").get("next").isNull()).isTrue();
        assertThat(page("?limit=2").get("next").isNull()).isTrue();
    }

    @Test
    void anEmptyListIsOnePage() {
        api.fake.stacks.summaries = List.of();

        assertThat(names(page(""))).isEmpty();
        assertThat(page("").get("next").isNull()).isTrue();
    }

    @Test
    void pagesHoldEveryItemOnce() {
        api.fake.stacks.summaries = stacks("a", "b", "c", "d", "e");
        List<String> seen = new ArrayList<>();
        String cursor = "";
        do {
            JsonNode page = page("?limit=2" + cursor);
            seen.addAll(names(page));
            cursor = page.get("next").isNull()
                    ? ""
                    : "&cursor=" + page.get("next").asText();
        } while (!cursor.isEmpty());

        assertThat(seen).containsExactly("a", "b", "c", "d", "e");
    }

    @Test
    void neitherSkipsNorRepeatsWhenTheListChangesInBetween() {
        api.fake.stacks.summaries = stacks("b", "c", "d", "e");
        String next = page("?limit=2").get("next").asText();

        api.fake.stacks.summaries = stacks("a", "b", "c", "d", "e");
        assertThat(names(page("?cursor=" + next))).containsExactly("d", "e");
        api.fake.stacks.summaries = stacks("c", "d", "e");
        assertThat(names(page("?cursor=" + next))).containsExactly("d", "e");
        api.fake.stacks.summaries = stacks("b", "d", "e");
        assertThat(names(page("?cursor=" + next))).containsExactly("d", "e");
        api.fake.stacks.summaries = List.of();
        assertThat(names(page("?cursor=" + next))).isEmpty();
    }

    @Test
    void pagesAdvancePastEqualItems() {
        api.fake.events = List.of(Samples.event("same"), Samples.event("same"), Samples.event("other"));
        String first = api.get("/api/v1/events?limit=1").json().get("next").asText();
        String second = api.get("/api/v1/events?limit=1&cursor=" + first)
                .json()
                .get("next")
                .asText();
        JsonNode last = api.get("/api/v1/events?limit=1&cursor=" + second).json();

        assertThat(last.at("/items/0/message").asText()).isEqualTo("other");
        assertThat(last.get("next").isNull()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"limit=0", "limit=1001", "limit=x", "cursor=x", "cursor=*", "cursor=OmE", "cursor=LTE6YQ"})
    void refusesWhatNoListGave(String query) {
        assertThat(api.get(STACKS + "?" + query).status()).isEqualTo(400);
        assertThat(api.get(STACKS + "?" + query).code()).isEqualTo("query.invalid");
    }
}

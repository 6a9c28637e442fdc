package io.portolan.testkit.proxy;

import static io.portolan.testkit.proxy.Configurations.route;
import static io.portolan.testkit.proxy.Configurations.within;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What the proxy says on its own behalf, and that nobody else does. */
public abstract class PagesContract extends ProxyContract {
    private static final Duration SOON = Duration.ofSeconds(1);

    private String streams = "";

    protected PagesContract(ProxySubject subject) {
        super(subject);
    }

    @BeforeAll
    void startAnApplicationThatStalls() {
        streams = world.script("streams.py");
        serve(route("http://streams.test", streams));
        awaitServed("streams.test");
    }

    @Test
    void explainsThatAHostHasNoRoute() throws IOException {
        serve(route("http://one.test", first));

        Answer answer = get("unknown.test", "/");

        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.header("X-Portolan")).isEqualTo("no-route");
        assertIsPage(answer);
        assertThat(answer.body()).contains("No route is configured", "unknown.test");
    }

    @Test
    void explainsThatAPathHasNoRoute() throws IOException {
        serve(route("http://one.test/a", first));

        Answer answer = get("one.test", "/b");

        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.header("X-Portolan")).isEqualTo("no-route");
    }

    @Test
    void repeatsNoMarkupOfTheVisitor() throws IOException {
        serve(route("http://one.test", first));

        Answer answer = get("<script>alert(1)</script>.test", "/");

        assertThat(answer.status()).isIn(400, 404);
        assertThat(answer.body()).doesNotContain("<script>");
    }

    @Test
    void explainsThatTheContainerIsNotThere() throws IOException {
        serve(route("http://one.test", world.nobody()));

        assertNoAnswer(get("one.test", "/"), 502);
        assertThat(get("one.test", "/").body()).doesNotContain("nobody");
        assertNoAnswer(visitor().post("one.test", "/", "a=b"), 502);
    }

    @Test
    void explainsThatNoneOfTheContainersIsThere() throws IOException {
        serve(route("http://one.test", world.nobody(), world.nobody().replace("8080", "8081")));

        for (int i = 0; i < 4; i++) {
            assertNoAnswer(get("one.test", "/"), 502);
        }
    }

    @Test
    void explainsThatTheApplicationHungUp() throws IOException {
        serve(route("http://one.test", streams));

        assertNoAnswer(get("one.test", "/hangup"), 502);
    }

    @Test
    void explainsThatTheApplicationTakesTooLong() throws IOException {
        serve(route("http://one.test", within(SOON, streams)), route("http://two.test", within(SOON, first)));

        assertNoAnswer(get("one.test", "/mute"), 504);
        assertThat(get("two.test", "/slow?ms=300").greeting()).isEqualTo("first");
        assertNoAnswer(get("two.test", "/slow?ms=3000"), 504);
    }

    @Test
    void explainsThatNothingRuns() throws IOException {
        serve(route("http://one.test"));

        Answer answer = get("one.test", "/");

        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.header("X-Portolan")).isEqualTo("upstream-error");
        assertIsPage(answer);
        assertThat(answer.body()).contains("Nothing is running here");
    }

    @Test
    void leavesTheAnswersOfApplicationsAsTheyAre() throws IOException {
        serve(route("http://one.test", first));

        for (int status : List.of(400, 401, 403, 404, 413, 500, 502, 503, 504)) {
            Answer answer = get("one.test", "/status?code=" + status);
            assertThat(answer.status()).isEqualTo(status);
            assertThat(answer.greeting()).isEqualTo("first");
            assertThat(answer.header("X-Portolan")).isEmpty();
        }
    }

    @Test
    void letsNoApplicationSpeakInTheProxysName() throws IOException {
        serve(route("http://one.test", streams));

        Answer answer = get("one.test", "/lie");

        assertThat(answer.body()).contains("a lie");
        assertThat(answer.header("X-Portolan")).isEmpty();
    }

    private static void assertNoAnswer(Answer answer, int status) {
        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.header("X-Portolan")).isEqualTo("upstream-error");
        assertIsPage(answer);
        assertThat(answer.body()).contains("did not answer");
    }

    private static void assertIsPage(Answer answer) {
        assertThat(answer.header("Content-Type")).startsWith("text/html");
        assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
        assertThat(answer.body()).startsWith("<!doctype html>").contains(String.valueOf(answer.status()));
    }
}

package io.portolan.testkit.proxy;

import static io.portolan.testkit.proxy.Configurations.block;
import static io.portolan.testkit.proxy.Configurations.config;
import static io.portolan.testkit.proxy.Configurations.domain;
import static io.portolan.testkit.proxy.Configurations.route;
import static io.portolan.testkit.proxy.Configurations.trusting;
import static org.assertj.core.api.Assertions.assertThat;

import io.portolan.model.route.Entry;
import io.portolan.model.route.Middlewares;
import io.portolan.model.route.ProxyConfig;
import io.portolan.model.route.ProxyLimit;
import io.portolan.model.route.Route;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What a service is told about its visitors, and whom the proxy believes. */
public abstract class ForwardingContract extends ProxyContract {
    private static final String ELSEWHERE = "192.0.2.0/24";

    protected ForwardingContract(ProxySubject subject) {
        super(subject);
    }

    @Test
    void tellsTheServiceWhoAsked() throws IOException {
        serve(route("http://one.test", first));

        Answer answer = get("one.test", "/");

        assertThat(answer.passedOn("X-Forwarded-For")).isEqualTo(world.gateway());
        assertThat(answer.passedOn("X-Forwarded-Proto")).isEqualTo("http");
        assertThat(answer.passedOn("X-Forwarded-Host")).isEqualTo("one.test");
        assertThat(answer.passedOn("X-Real-IP")).isEqualTo(world.gateway());
        assertThat(answer.passedOn("Host")).isEqualTo("one.test");
        assertThat(get("One.test:8080", "/").passedOn("Host")).isEqualTo("One.test:8080");
    }

    @Test
    void believesNoVisitor() throws IOException {
        serve(route("http://one.test", first));

        Answer answer = get(
                "one.test",
                "/",
                "X-Forwarded-For: 6.6.6.6",
                "X-Forwarded-For: 6.6.6.7",
                "X-Forwarded-Proto: https",
                "X-Forwarded-Host: evil.test",
                "X-Real-IP: 6.6.6.6",
                "Forwarded: for=6.6.6.6;host=evil.test");

        assertThat(answer.passedOn("X-Forwarded-For")).isEqualTo(world.gateway());
        assertThat(answer.passedOn("X-Forwarded-Proto")).isEqualTo("http");
        assertThat(answer.passedOn("X-Forwarded-Host")).isEqualTo("one.test");
        assertThat(answer.passedOn("X-Real-IP")).isEqualTo(world.gateway());
        assertThat(answer.body()).doesNotContain("6.6.6", "evil", "\"Forwarded\"");
    }

    @Test
    void letsNoVisitorTakeAway() throws IOException {
        serve(route("http://one.test", first));

        try (Exchange exchange = visitor()
                .open(
                        "one.test",
                        "/",
                        "Connection: close, X-Forwarded-For, X-Forwarded-Proto, X-Forwarded-Host, X-Real-IP")) {
            Answer answer = exchange.answer();
            assertThat(answer.passedOn("X-Forwarded-For")).isEqualTo(world.gateway());
            assertThat(answer.passedOn("X-Forwarded-Proto")).isEqualTo("http");
            assertThat(answer.passedOn("X-Forwarded-Host")).isEqualTo("one.test");
            assertThat(answer.passedOn("X-Real-IP")).isEqualTo(world.gateway());
        }
    }

    @Test
    void tellsTheSchemeThatVisitorsUseAndNotTheEntry() throws IOException {
        serve(edge("https://one.test", Middlewares.none()), route("http://two.test", second));

        Answer answer = get("one.test", "/a");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.passedOn("X-Forwarded-Proto")).isEqualTo("https");
        assertThat(get("one.test", "/a", "X-Forwarded-Proto: http").passedOn("X-Forwarded-Proto"))
                .isEqualTo("https");
        assertThat(get("two.test", "/a").passedOn("X-Forwarded-Proto")).isEqualTo("http");
    }

    @Test
    void believesThoseItTrusts() throws IOException {
        needs(ProxyLimit.TRUSTS_NO_PEERS);
        serve(trusting(world.gateway(), route("http://one.test", first)));

        Answer answer = get(
                "one.test",
                "/",
                "X-Forwarded-For: 203.0.113.9",
                "X-Forwarded-Proto: https",
                "X-Forwarded-Host: shown.test",
                "X-Real-IP: 6.6.6.6",
                "Forwarded: for=6.6.6.6");

        assertThat(answer.passedOn("X-Forwarded-For")).isEqualTo("203.0.113.9, " + world.gateway());
        assertThat(answer.passedOn("X-Forwarded-Proto")).isEqualTo("https");
        assertThat(answer.passedOn("X-Forwarded-Host")).isEqualTo("shown.test");
        assertThat(answer.passedOn("X-Real-IP")).isEqualTo("203.0.113.9");
        assertThat(answer.passedOn("Host")).isEqualTo("one.test");
    }

    @Test
    void fillsInWhatThoseItTrustsDoNotSay() throws IOException {
        needs(ProxyLimit.TRUSTS_NO_PEERS);
        serve(trusting(world.gateway(), edge("https://one.test", Middlewares.none())));

        Answer silent = get("one.test", "/");
        assertThat(silent.passedOn("X-Forwarded-For")).isEqualTo(world.gateway());
        assertThat(silent.passedOn("X-Forwarded-Proto")).isEqualTo("https");
        assertThat(silent.passedOn("X-Forwarded-Host")).isEqualTo("one.test");
        assertThat(silent.passedOn("X-Real-IP")).isEqualTo(world.gateway());
        assertThat(get("one.test", "/", "X-Forwarded-Proto: gopher").passedOn("X-Forwarded-Proto"))
                .isEqualTo("https");
        assertThat(get("one.test", "/", "X-Forwarded-For: 192.0.2.1", "X-Forwarded-Proto: http")
                        .passedOn("X-Forwarded-Proto"))
                .isEqualTo("http");
    }

    @Test
    void takesTheLastAddressThatItDoesNotTrust() throws IOException {
        needs(ProxyLimit.TRUSTS_NO_PEERS);
        Route open = route("http://one.test", first);
        Route closed = route("http://two.test", Middlewares.none().allowing(List.of(block(ELSEWHERE))), first);
        serve(new ProxyConfig(
                List.of(open, closed), List.of(), List.of(block(world.gateway()), block("198.51.100.0/24"))));

        String chain = "X-Forwarded-For: 192.0.2.1, 203.0.113.9, 198.51.100.3";
        assertThat(get("one.test", "/", chain).passedOn("X-Real-IP")).isEqualTo("203.0.113.9");
        assertThat(get("two.test", "/", chain).status()).isEqualTo(403);
        assertThat(get("two.test", "/", "X-Forwarded-For: 203.0.113.9, 192.0.2.1, 198.51.100.3")
                        .status())
                .isEqualTo(200);
        assertThat(get("two.test", "/").status()).isEqualTo(403);
    }

    @Test
    void believesNobodyElseThanThoseItTrusts() throws IOException {
        needs(ProxyLimit.TRUSTS_NO_PEERS);
        serve(trusting("198.51.100.0/24", route("http://one.test", first)));

        Answer answer = get(
                "one.test",
                "/",
                "X-Forwarded-For: 6.6.6.6",
                "X-Forwarded-Proto: https",
                "X-Forwarded-Host: evil.test",
                "X-Real-IP: 6.6.6.6");

        assertThat(answer.passedOn("X-Forwarded-For")).isEqualTo(world.gateway());
        assertThat(answer.passedOn("X-Forwarded-Proto")).isEqualTo("http");
        assertThat(answer.passedOn("X-Forwarded-Host")).isEqualTo("one.test");
        assertThat(answer.passedOn("X-Real-IP")).isEqualTo(world.gateway());
    }

    @Test
    void refusesWhatItCannotTell() {
        serve(route("http://one.test", first));
        if (proxy.limits().contains(ProxyLimit.TRUSTS_NO_PEERS)) {
            ChangesContract.assertRefused(() -> serve(trusting(world.gateway(), route("http://two.test", second))));
        }
        assertThat(proxy.served()).contains(config(route("http://one.test", first)));
    }

    private Route edge(String url, Middlewares middlewares) {
        return new Route(
                domain(url),
                Set.of(Entry.HTTP, Entry.HTTPS),
                "test/web",
                route(url, first).target(),
                middlewares);
    }
}

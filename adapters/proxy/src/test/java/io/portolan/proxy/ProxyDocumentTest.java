package io.portolan.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.portolan.model.Secret;
import io.portolan.model.route.Certificate;
import io.portolan.model.route.Credential;
import io.portolan.model.route.Domain;
import io.portolan.model.route.Entry;
import io.portolan.model.route.HeaderRules;
import io.portolan.model.route.Middlewares;
import io.portolan.model.route.ProxyConfig;
import io.portolan.model.route.Route;
import io.portolan.model.route.Route.Upstream;
import io.portolan.model.route.Target;
import io.portolan.model.runtime.AddressBlock;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ProxyDocumentTest {
    private static final Upstream UPSTREAM = new Upstream("shop-1a2b3.web.1.abc", 8080);

    @Test
    void readsWhatItWrote() throws IOException {
        Middlewares all = new Middlewares(
                List.of(block("10.0.0.0/8"), block("2001:db8::/32")),
                List.of(new Credential("ada", "$2b$10$x", "00", "ff")),
                OptionalLong.of(1_000),
                true,
                true,
                new HeaderRules(new TreeMap<>(Map.of("X-A", "1")), new TreeMap<>(Map.of("Server", ""))));
        Route everything = new Route(
                domain("https://example.com/a b"),
                Set.of(Entry.HTTP, Entry.HTTPS),
                "shop/web",
                new Target.Service(List.of(UPSTREAM), Target.Protocol.H2C, true, Duration.ofSeconds(7)),
                all);
        Route redirect = new Route(
                domain("http://www.example.com"),
                "shop/web",
                new Target.Redirect("https", Optional.of("example.com"), OptionalInt.of(8443), Optional.of("/x"), true),
                Middlewares.none());
        ProxyConfig config = new ProxyConfig(
                List.of(everything, redirect, new Route(domain("http://plain.example.com"), "a/b", List.of())),
                List.of(new Certificate("example.com", List.of("example.com"), "chain", new Secret("key"))),
                List.of(block("173.245.48.0/20")));

        assertThat(ProxyDocument.read(ProxyDocument.write(config))).isEqualTo(config);
    }

    @Test
    void writesNothingOfWhatIsUsual() {
        ProxyConfig config =
                new ProxyConfig(List.of(new Route(domain("http://example.com"), "shop/web", List.of(UPSTREAM))));

        assertThat(new String(ProxyDocument.write(config), StandardCharsets.UTF_8))
                .contains(
                        "{\"url\":\"http://example.com\",\"owner\":\"shop/web\",\"upstreams\":[\"shop-1a2b3.web.1.abc:8080\"]}");
    }

    @Test
    void refusesWhatItDoesNotWrite() {
        for (String foreign : List.of(
                "",
                "{}",
                "[]",
                "{\"formatVersion\":2}",
                "{\"formatVersion\":1,\"routes\":[{\"url\":\"ftp://a\"}]}",
                "{\"formatVersion\":1,\"routes\":[{\"url\":\"http://a\",\"upstreams\":[\"b\"]}]}")) {
            assertThatThrownBy(() -> ProxyDocument.read(foreign.getBytes(StandardCharsets.UTF_8)))
                    .as(foreign)
                    .isInstanceOf(IOException.class);
        }
    }

    private static AddressBlock block(String text) {
        return AddressBlock.parse(text).orElseThrow();
    }

    private static Domain domain(String url) {
        return switch (Domain.parse(url.replace(" ", "%20"))) {
            case Domain.Parsed.Ok(Domain parsed) -> parsed;
            case Domain.Parsed.Wrong(var diagnostic) -> throw new IllegalArgumentException(diagnostic.toString());
        };
    }
}

package io.portolan.traefik;

import static io.portolan.testkit.proxy.Configurations.domain;
import static io.portolan.testkit.proxy.Configurations.route;
import static org.assertj.core.api.Assertions.assertThat;

import io.portolan.model.Secret;
import io.portolan.model.route.Certificate;
import io.portolan.model.route.ProxyConfig;
import io.portolan.model.route.Route;
import io.portolan.testkit.proxy.ProxyScenario;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What each scenario of the testkit is in Traefik's terms; -Dscenarios.rewrite=true writes the files. */
class DynamicFileTest {
    private static final Path EXPECTED = Path.of("src/test/resources/scenarios");
    private static final boolean REWRITE = Boolean.getBoolean("scenarios.rewrite");

    static List<ProxyScenario> scenarios() {
        return ProxyScenario.all();
    }

    @ParameterizedTest
    @MethodSource("scenarios")
    void rendersTheScenario(ProxyScenario scenario) throws IOException {
        Path expected = EXPECTED.resolve(scenario.name() + ".yaml");
        String rendered = rendered(scenario.config()).text();
        if (REWRITE) {
            Files.writeString(expected, rendered);
        }
        assertThat(rendered).isEqualTo(Files.readString(expected));
    }

    private static DynamicFile rendered(ProxyConfig config) {
        return DynamicFile.of(config, "/run/portolan", StaticFile.WEB);
    }

    @Test
    void everyFileIsOfAScenario() throws IOException {
        try (Stream<Path> files = Files.list(EXPECTED)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrderElementsOf(
                            scenarios().stream().map(s -> s.name() + ".yaml").toList());
        }
    }

    @Test
    void anotherConfigurationHasAnotherMarker() {
        DynamicFile one = rendered(new ProxyConfig(List.of(route("http://one.test", "one:80"))));
        DynamicFile two = rendered(new ProxyConfig(List.of(route("http://one.test", "two:80"))));

        assertThat(one.digest()).isNotEqualTo(two.digest());
        assertThat(one.text()).contains(DynamicFile.marker(one.digest())).doesNotContain(two.digest());
    }

    @Test
    void knowsAFileThatWasWrittenBefore() {
        DynamicFile file = rendered(new ProxyConfig(List.of(route("http://one.test", "one:80"))));

        assertThat(DynamicFile.read(file.text().getBytes(StandardCharsets.UTF_8)))
                .contains(file);
        assertThat(DynamicFile.read("{}".getBytes(StandardCharsets.UTF_8))).isEmpty();
    }

    @Test
    void writesNothingThatTraefikTakesForATemplate() {
        Route route = new Route(domain("http://one.test"), "{{ env `HOME` }}/{{{", List.of());

        String text = rendered(new ProxyConfig(List.of(route))).text();

        assertThat(text).contains("\\u007b{ env").doesNotContain("{{");
    }

    @Test
    void takesExactHostsBeforeWildcardsAndLongerOnesFirst() {
        List<String> inOrder = List.of(
                "http://a.b.test/long/path",
                "http://a.b.test/long",
                "http://a.b.test",
                "http://*.c.b.test",
                "http://*.b.test/long",
                "http://*.b.test");

        List<Integer> priorities =
                inOrder.stream().map(u -> Rule.priority(domain(u))).toList();

        assertThat(priorities)
                .isSortedAccordingTo((a, b) -> Integer.compare(b, a))
                .doesNotHaveDuplicates();
        assertThat(priorities).allMatch(p -> p > Rule.LAST);
    }

    @Test
    void quotesWhatARuleIsMadeOf() {
        assertThat(Rule.of(domain("http://a.test/b%60c%22d"))).contains("PathPrefix(\"/b`c\\\"d/\")");
        assertThat(Rule.of(domain("http://a.test/100%25"))).contains("Path(`/100%25`)");
        assertThat(Rule.of(domain("http://*.a.test"))).isEqualTo("HostRegexp(`^[^.]+\\.a\\.test\\.?$`)");
    }

    @Test
    void givesACertificateThatSharesANameOnlyWhereARouteNeedsIt() {
        Certificate first = certificate("a", "one.test", "two.test");
        Certificate second = certificate("b", "one.test", "three.test");

        assertThat(Shown.of(config(List.of(first, second), "https://one.test"))).containsExactly(first);
        assertThat(Shown.of(config(List.of(first, second), "https://three.test")))
                .containsExactly(first, second);
        assertThat(Shown.of(config(List.of(first, certificate("c", "other.test")), "https://one.test")))
                .hasSize(2);
    }

    private static ProxyConfig config(List<Certificate> certificates, String... urls) {
        return new ProxyConfig(Arrays.stream(urls).map(u -> route(u, "one:80")).toList(), certificates, List.of());
    }

    private static Certificate certificate(String id, String... names) {
        return new Certificate(id, List.of(names), "chain", new Secret("key"));
    }
}

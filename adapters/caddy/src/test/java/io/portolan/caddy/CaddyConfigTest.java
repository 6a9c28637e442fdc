package io.portolan.caddy;

import static io.portolan.testkit.proxy.Configurations.route;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.portolan.model.route.ProxyConfig;
import io.portolan.model.route.Route;
import io.portolan.testkit.proxy.ProxyScenario;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What each scenario of the testkit is in Caddy's terms; -Dscenarios.rewrite=true writes the files. */
class CaddyConfigTest {
    private static final Path EXPECTED = Path.of("src/test/resources/scenarios");
    private static final boolean REWRITE = Boolean.getBoolean("scenarios.rewrite");
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final CaddyConfig rendering =
            new CaddyConfig("/run/portolan/admin.sock", 80, 443, CaddyVersion.parse("v2.11.4"));

    private final CaddyConfig old = new CaddyConfig("/run/portolan/admin.sock", 80, 443, CaddyVersion.OLDEST);

    static List<ProxyScenario> scenarios() {
        return ProxyScenario.all();
    }

    @ParameterizedTest
    @MethodSource("scenarios")
    void rendersTheScenario(ProxyScenario scenario) throws IOException {
        Path expected = EXPECTED.resolve(scenario.name() + ".json");
        String rendered = pretty(rendering.render(scenario.config()));
        if (REWRITE) {
            Files.writeString(expected, rendered);
        }
        assertThat(rendered).isEqualTo(Files.readString(expected));
    }

    @Test
    void tellsAnOldCaddyNothingThatItDoesNotKnow() {
        for (ProxyScenario scenario : scenarios()) {
            if (scenario.config().trustedPeers().isEmpty()) {
                assertThat(old.render(scenario.config()).toString())
                        .doesNotContain("stream_close_delay", "trusted_proxies", "client_ip");
            }
        }
    }

    @Test
    void groupsHostsWhereTheyAreMany() {
        List<Route> routes = new ArrayList<>(IntStream.range(0, 300)
                .mapToObj(i -> route("http://site" + i + ".test", "a:80"))
                .toList());
        routes.add(route("http://*.test", "a:80"));

        JsonNode rendered = rendering.render(new ProxyConfig(routes)).at("/apps/http/servers/http/routes");

        // What silences applications, three groups, the wildcard, and what nobody took.
        assertThat(rendered).hasSize(6);
        assertThat(rendered.get(1).at("/match/0/host")).hasSize(2 * 128);
        assertThat(rendered.get(1).at("/handle/0/routes")).hasSize(128);
        assertThat(rendered.get(1).has("terminal")).isFalse();
        assertThat(rendered.get(3).at("/handle/0/routes")).hasSize(300 - 2 * 128);
        assertThat(rendered.get(4).at("/match/0/host/0").asText()).isEqualTo("*.test");
    }

    @Test
    void everyFileIsOfAScenario() throws IOException {
        try (Stream<Path> files = Files.list(EXPECTED)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrderElementsOf(
                            scenarios().stream().map(s -> s.name() + ".json").toList());
        }
    }

    private static String pretty(JsonNode tree) throws IOException {
        DefaultPrettyPrinter printer = new DefaultPrettyPrinter();
        printer.indentArraysWith(new DefaultIndenter("  ", "\n"));
        printer.indentObjectsWith(new DefaultIndenter("  ", "\n"));
        return MAPPER.writer(printer).writeValueAsString(tree) + "\n";
    }
}

package io.portolan.caddy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.portolan.testkit.proxy.ProxyScenario;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
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

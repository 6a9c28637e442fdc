package io.portolan.haproxy;

import static org.assertj.core.api.Assertions.assertThat;

import io.portolan.testkit.proxy.ProxyScenario;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What each scenario of the testkit is in HAProxy's terms; -Dscenarios.rewrite=true writes the files. */
class HaproxyConfigTest {
    private static final Path EXPECTED = Path.of("src/test/resources/scenarios");
    private static final boolean REWRITE = Boolean.getBoolean("scenarios.rewrite");

    private final HaproxyConfig rendering = new HaproxyConfig("/run/portolan", 80, 443, true);

    static List<ProxyScenario> scenarios() {
        return ProxyScenario.all();
    }

    @ParameterizedTest
    @MethodSource("scenarios")
    void rendersTheScenario(ProxyScenario scenario) throws IOException {
        Path expected = EXPECTED.resolve(scenario.name() + ".cfg");
        String rendered = whole(rendering.render(
                scenario.config(),
                Allocation.none().serving(scenario.config(), (_, _) -> false).tidied()));
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
                            scenarios().stream().map(s -> s.name() + ".cfg").toList());
        }
    }

    /** The maps first, for they tell one scenario from another; pages are the same in all. */
    private static String whole(Rendering rendering) {
        StringBuilder all = new StringBuilder();
        Contents.of(rendering).files().forEach((name, content) -> {
            if (name.endsWith(".map") || name.endsWith(".list")) {
                all.append("==> ").append(name).append('\n').append(new String(content, StandardCharsets.UTF_8));
            }
        });
        return all.append("==> ")
                .append(Rendering.CONFIGURATION)
                .append('\n')
                .append(rendering.texts().get(Rendering.CONFIGURATION))
                .toString();
    }
}

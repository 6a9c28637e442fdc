package io.portolan.caddy;

import static io.portolan.caddy.Configurations.route;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.portolan.model.route.ProxyConfig;
import io.portolan.model.route.Route;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each folder of scenarios is a {@code routes.json} and its {@code caddy.json}; -Dscenarios.rewrite=true writes those. */
class CaddyConfigTest {
    private static final Path SCENARIOS = Path.of("src/test/resources/scenarios");
    private static final boolean REWRITE = Boolean.getBoolean("scenarios.rewrite");
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final CaddyConfig rendering = new CaddyConfig("/run/portolan/admin.sock", 80);

    static List<Path> scenarios() throws IOException {
        try (Stream<Path> folders = Files.list(SCENARIOS)) {
            return folders.sorted().toList();
        }
    }

    @ParameterizedTest
    @MethodSource("scenarios")
    void rendersTheScenario(Path scenario) throws IOException {
        String rendered = pretty(rendering.render(config(scenario)));
        if (REWRITE) {
            Files.writeString(scenario.resolve("caddy.json"), rendered);
        }
        assertThat(rendered).isEqualTo(Files.readString(scenario.resolve("caddy.json")));
        try (Stream<Path> files = Files.list(scenario)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder("routes.json", "caddy.json");
        }
    }

    @ParameterizedTest
    @MethodSource("scenarios")
    void readsTheScenarioBack(Path scenario) throws IOException {
        JsonNode document = MAPPER.readTree(scenario.resolve("caddy.json").toFile());

        assertThat(rendering.read(document)).contains(config(scenario));
    }

    @Test
    void doesNotRecogniseADocumentThatWasChangedByHand() throws IOException {
        ObjectNode document = rendering.render(config(SCENARIOS.resolve("hosts-and-paths")));
        ((ObjectNode) document.at("/apps/http/servers/http/routes/1/match/0"))
                .putArray("host")
                .add("elsewhere.test");

        assertThat(rendering.read(document)).isEmpty();
    }

    @Test
    void doesNotRecogniseForeignDocuments() throws IOException {
        for (String foreign : List.of(
                "null",
                "{}",
                "[1]",
                "{\"apps\":{\"http\":{\"servers\":{\"http\":{\"routes\":[{\"@id\":\"my route\"},7]}}}}}",
                "{\"apps\":{\"http\":{\"servers\":{\"http\":{\"routes\":[{\"@id\":\"http://a/#x\"},{\"@id\":\"http://a/#y\"}]}}}}}")) {
            assertThat(rendering.read(MAPPER.readTree(foreign))).as(foreign).isEmpty();
        }
    }

    @Test
    void refusesTwoRoutesForTheSameHostAndPath() {
        ProxyConfig config =
                new ProxyConfig(List.of(route("http://a.test/x", "one:80"), route("https://a.test/x", "two:80")));

        assertThatThrownBy(() -> rendering.render(config))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("a.test/x");
    }

    private static ProxyConfig config(Path scenario) throws IOException {
        List<Route> routes = new ArrayList<>();
        for (JsonNode node : MAPPER.readTree(scenario.resolve("routes.json").toFile())) {
            List<Route.Upstream> upstreams = new ArrayList<>();
            node.path("upstreams").forEach(text -> upstreams.add(Configurations.upstream(text.asText())));
            routes.add(new Route(
                    Configurations.domain(node.path("url").asText()),
                    node.path("owner").asText(),
                    upstreams));
        }
        return new ProxyConfig(routes);
    }

    private static String pretty(JsonNode tree) throws IOException {
        DefaultPrettyPrinter printer = new DefaultPrettyPrinter();
        printer.indentArraysWith(new DefaultIndenter("  ", "\n"));
        printer.indentObjectsWith(new DefaultIndenter("  ", "\n"));
        return MAPPER.writer(printer).writeValueAsString(tree) + "\n";
    }
}

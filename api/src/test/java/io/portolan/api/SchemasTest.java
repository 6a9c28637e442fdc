package io.portolan.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.portolan.api.openapi.OpenApiDocument;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/**
 * The schemas of what commands print are those of the API, each in a file of its own with all that it refers to. Run with
 * {@code -Dportolan.rewrite=true} to write the files anew.
 */
class SchemasTest {
    private static final Path FOLDER = Path.of("..", "docs", "reference", "schemas");
    private static final DefaultPrettyPrinter PRINTER = new DefaultPrettyPrinter(
            Separators.createDefaultInstance().withObjectFieldValueSpacing(Separators.Spacing.AFTER));
    private static final String COMPONENTS = "#/components/schemas/";
    private static final Map<String, String> FILES = new TreeMap<>(Map.ofEntries(
            Map.entry("compose-check", "ComposeCheck"),
            Map.entry("deployment", "DeploymentView"),
            Map.entry("destination", "DestinationView"),
            Map.entry("destination-list", "DestinationPage"),
            Map.entry("domain", "DomainView"),
            Map.entry("domain-list", "DomainPage"),
            Map.entry("done", "Done"),
            Map.entry("event-list", "EventPage"),
            Map.entry("exec-line", "ExecStreamItem"),
            Map.entry("link-list", "LinkPage"),
            Map.entry("log-line", "ServiceLine"),
            Map.entry("network-list", "NetworkPage"),
            Map.entry("network-reach", "ReachView"),
            Map.entry("network-show", "NetworkView"),
            Map.entry("port-list", "PortPage"),
            Map.entry("problem", "Problem"),
            Map.entry("progress", "Progress"),
            Map.entry("reconcile", "ReconcileView"),
            Map.entry("revision-list", "RevisionPage"),
            Map.entry("route-list", "RoutePage"),
            Map.entry("proxy-show", "ProxyView"),
            Map.entry("stack-list", "StackSummaryPage"),
            Map.entry("stack-plan", "PlanView"),
            Map.entry("stack-show", "StackView"),
            Map.entry("status", "StatusView"),
            Map.entry("up", "Up")));

    private final ObjectMapper mapper = new ObjectMapper();
    private final JsonNode components = OpenApiDocument.load().get("components").get("schemas");

    @Test
    void filesSayWhatTheApiSays() throws IOException {
        Files.createDirectories(FOLDER);
        for (Map.Entry<String, String> file : FILES.entrySet()) {
            Path path = FOLDER.resolve(file.getKey() + ".json");
            String expected = standalone(file.getValue());
            if (Boolean.getBoolean("portolan.rewrite")) {
                Files.writeString(path, expected);
            }
            assertThat(path).as("rewrite with -Dportolan.rewrite=true").hasContent(expected.stripTrailing());
        }
    }

    @Test
    void everySchemaThatIsReferredToExistsAndEveryOneIsUsed() {
        Set<String> used = new TreeSet<>(FILES.values());
        references(OpenApiDocument.load(), used);
        Set<String> present = new TreeSet<>();
        components.fieldNames().forEachRemaining(present::add);

        assertThat(used).isEqualTo(present);
    }

    private String standalone(String name) throws IOException {
        ObjectNode schema = mapper.createObjectNode();
        schema.put("$schema", "https://json-schema.org/draft/2020-12/schema");
        schema.setAll((ObjectNode) components.get(name).deepCopy());
        Set<String> needed = new TreeSet<>();
        collect(name, needed);
        if (!needed.isEmpty()) {
            ObjectNode definitions = schema.putObject("$defs");
            needed.forEach(n -> definitions.set(n, components.get(n)));
        }
        String text = mapper.writer(PRINTER).writeValueAsString(schema);
        return text.replace(COMPONENTS, "#/$defs/") + "\n";
    }

    /** What a schema refers to, itself or through others. */
    private void collect(String name, Set<String> needed) {
        Set<String> direct = new TreeSet<>();
        references(components.get(name), direct);
        direct.stream().filter(needed::add).forEach(n -> collect(n, needed));
    }

    private static void references(JsonNode node, Set<String> found) {
        if (node.has("$ref") && node.get("$ref").asText().startsWith(COMPONENTS)) {
            found.add(node.get("$ref").asText().substring(COMPONENTS.length()));
        }
        node.forEach(child -> references(child, found));
    }
}

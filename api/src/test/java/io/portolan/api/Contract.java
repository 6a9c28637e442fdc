package io.portolan.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import io.portolan.api.http.Routes.Endpoint;
import io.portolan.api.openapi.OpenApiDocument;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * The OpenAPI document as a judge of answers. Stricter than the document itself: a property that it does not name is an
 * error, so that no view grows without being described.
 */
final class Contract {
    private static final Set<String> METHODS = Set.of("get", "put", "post", "delete", "patch");
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final ObjectNode document = OpenApiDocument.load();
    private final ObjectNode closed = closed(document);
    private final Map<String, JsonSchema> compiled = new TreeMap<>();
    private final Map<String, Endpoint> operations = new TreeMap<>();

    Contract() {
        document.get("paths").properties().forEach(path -> path.getValue().properties().stream()
                .filter(method -> METHODS.contains(method.getKey()))
                .forEach(method -> {
                    Endpoint endpoint = endpoint(path.getKey(), method.getKey(), method.getValue());
                    operations.put(endpoint.toString(), endpoint);
                }));
    }

    /** By method and path. */
    Map<String, Endpoint> operations() {
        return operations;
    }

    /** The operation that a request is about. */
    Optional<Endpoint> operation(String method, String path) {
        return operations.values().stream()
                .filter(o -> o.method().equals(method)
                        && pattern(o.path()).matcher(path).matches())
                .min((a, b) -> Boolean.compare(a.path().endsWith("}"), b.path().endsWith("}")));
    }

    /** Fails unless {@code body} is what the operation answers with. */
    void check(Endpoint operation, int status, String contentType, String body) {
        JsonNode responses = document.get("paths")
                .get(operation.path())
                .get(operation.method().toLowerCase(java.util.Locale.ROOT))
                .get("responses");
        JsonNode response = resolved(
                responses.has(String.valueOf(status))
                        ? responses.get(String.valueOf(status))
                        : responses.get("default"));
        if (!response.has("content")) {
            assertThat(body)
                    .as("%s answers %s without a body", operation, status)
                    .isEmpty();
            return;
        }
        String type = contentType.replaceAll(";.*", "");
        JsonNode content = response.get("content").get(type);
        assertThat(content).as("%s answers %s as %s", operation, status, type).isNotNull();
        JsonNode schema = content.get("schema");
        switch (type) {
            case "application/x-ndjson" ->
                body.lines().filter(line -> !line.isEmpty()).forEach(line -> check(schema, line, operation.toString()));
            case "text/event-stream" ->
                body.lines()
                        .filter(line -> line.startsWith("data: "))
                        .forEach(line -> check(schema, line.substring(6), operation.toString()));
            default -> check(schema, body, operation.toString());
        }
    }

    private void check(JsonNode schema, String json, String what) {
        JsonSchema judge = compiled.computeIfAbsent(schema.toString(), text -> {
            ObjectNode root = schema.deepCopy();
            root.put("$schema", "https://json-schema.org/draft/2020-12/schema");
            root.set("components", closed.get("components"));
            return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                    .getSchema(root);
        });
        assertThat(judge.validate(
                        parse(json), context -> context.getExecutionConfig().setFormatAssertionsEnabled(true)))
                .as("%s answers %s", what, json)
                .isEmpty();
    }

    private Endpoint endpoint(String path, String method, JsonNode operation) {
        TreeSet<String> query = new TreeSet<>();
        for (JsonNode parameter : operation.path("parameters")) {
            JsonNode resolved = resolved(parameter);
            if (resolved.get("in").asText().equals("query")) {
                query.add(resolved.get("name").asText());
            }
        }
        return new Endpoint(method.toUpperCase(java.util.Locale.ROOT), path, query);
    }

    private JsonNode resolved(JsonNode node) {
        return node.has("$ref") ? document.at(node.get("$ref").asText().substring(1)) : node;
    }

    private static ObjectNode closed(ObjectNode document) {
        ObjectNode closed = document.deepCopy();
        closed.get("components").get("schemas").forEach(schema -> {
            if (schema.has("properties")) {
                ((ObjectNode) schema).put("additionalProperties", false);
            }
        });
        return closed;
    }

    private static Pattern pattern(String path) {
        return Pattern.compile(path.replaceAll("\\{[a-z]+}", "[^/]+"));
    }

    static JsonNode parse(String json) {
        try {
            return MAPPER.readTree(json);
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            throw new AssertionError("not JSON: " + json, e);
        }
    }
}

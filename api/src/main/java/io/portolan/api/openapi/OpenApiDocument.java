package io.portolan.api.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;

/**
 * The OpenAPI document, put together from one resource per noun: {@code openapi.json} is the frame, {@code paths-*.json}
 * are its paths, {@code schemas-*.json} its component schemas.
 */
public final class OpenApiDocument {
    private static final List<String> PATHS = List.of(
            "stacks", "streams", "deployments", "domains", "destinations", "links", "proxy", "inventory", "health");
    private static final List<String> SCHEMAS =
            List.of("common", "requests", "plan", "stack", "deployment", "routing", "inventory", "status", "offline");

    private OpenApiDocument() {}

    public static ObjectNode load() {
        ObjectMapper mapper = new ObjectMapper();
        ObjectNode document = (ObjectNode) resource(mapper, "openapi.json");
        ObjectNode paths = document.putObject("paths");
        PATHS.forEach(noun -> add(resource(mapper, "paths-" + noun + ".json"), paths));
        ObjectNode schemas = document.withObject("/components").putObject("schemas");
        SCHEMAS.forEach(noun -> add(resource(mapper, "schemas-" + noun + ".json"), schemas));
        return document;
    }

    private static void add(JsonNode part, ObjectNode whole) {
        part.properties().forEach(entry -> {
            if (whole.has(entry.getKey())) {
                throw new IllegalStateException("two OpenAPI resources describe " + entry.getKey());
            }
            whole.set(entry.getKey(), entry.getValue());
        });
    }

    private static JsonNode resource(ObjectMapper mapper, String name) {
        try (InputStream in = OpenApiDocument.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("the jar lacks the resource " + name);
            }
            return mapper.readTree(in);
        } catch (IOException e) {
            throw new UncheckedIOException("the resource " + name + " cannot be read", e);
        }
    }
}

package io.portolan.proxy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.portolan.model.route.Credential;
import io.portolan.model.route.HeaderRules;
import io.portolan.model.route.Middlewares;
import java.util.Map;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;

/** The part of a {@link ProxyDocument} that tells what is done to requests. */
final class MiddlewareDocument {
    private MiddlewareDocument() {}

    static void write(Middlewares middlewares, ObjectNode node) {
        if (!middlewares.allow().isEmpty()) {
            ArrayNode allow = node.putArray("allow");
            middlewares.allow().forEach(a -> allow.add(a.toString()));
        }
        if (!middlewares.credentials().isEmpty()) {
            ArrayNode credentials = node.putArray("credentials");
            middlewares.credentials().forEach(c -> credentials
                    .addObject()
                    .put("user", c.user())
                    .put("bcrypt", c.bcrypt())
                    .put("salt", c.salt())
                    .put("digest", c.digest()));
        }
        middlewares.maxBody().ifPresent(bytes -> node.put("maxBody", bytes));
        if (middlewares.stripPrefix()) {
            node.put("stripPrefix", true);
        }
        if (middlewares.compress()) {
            node.put("compress", true);
        }
        write("requestHeaders", middlewares.headers().request(), node);
        write("responseHeaders", middlewares.headers().response(), node);
    }

    private static void write(String field, Map<String, String> headers, ObjectNode node) {
        if (!headers.isEmpty()) {
            ObjectNode rules = node.putObject(field);
            headers.forEach(rules::put);
        }
    }

    static Middlewares read(JsonNode node) {
        return new Middlewares(
                ProxyDocument.each(node.path("allow"), n -> ProxyDocument.block(n.asText())),
                ProxyDocument.each(node.path("credentials"), MiddlewareDocument::credential),
                node.has("maxBody") ? OptionalLong.of(node.path("maxBody").asLong()) : OptionalLong.empty(),
                node.path("stripPrefix").asBoolean(),
                node.path("compress").asBoolean(),
                new HeaderRules(headers(node.path("requestHeaders")), headers(node.path("responseHeaders"))));
    }

    private static Credential credential(JsonNode node) {
        return new Credential(
                node.path("user").asText(),
                node.path("bcrypt").asText(),
                node.path("salt").asText(),
                node.path("digest").asText());
    }

    private static SortedMap<String, String> headers(JsonNode node) {
        SortedMap<String, String> headers = new TreeMap<>();
        node.properties().forEach(e -> headers.put(e.getKey(), e.getValue().asText()));
        return headers;
    }
}

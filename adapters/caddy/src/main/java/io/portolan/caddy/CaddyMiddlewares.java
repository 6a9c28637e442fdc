package io.portolan.caddy;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.portolan.model.route.Middlewares;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/**
 * What is done to a route's requests, as handlers in their order.
 *
 * @param behindPeers a visitor may come through a peer that is believed
 */
record CaddyMiddlewares(Middlewares middlewares, boolean behindPeers) {
    /** What gains by it; not event streams, which have to come as they are made. */
    private static final List<String> COMPRESSIBLE = List.of(
            "application/atom+xml*",
            "application/javascript*",
            "application/json*",
            "application/ld+json*",
            "application/manifest+json*",
            "application/problem+json*",
            "application/rss+xml*",
            "application/vnd.api+json*",
            "application/wasm*",
            "application/xhtml+xml*",
            "application/xml*",
            "font/otf*",
            "font/ttf*",
            "image/svg+xml*",
            "text/css*",
            "text/csv*",
            "text/html*",
            "text/javascript*",
            "text/markdown*",
            "text/plain*",
            "text/xml*");

    /** Who may come and how much. */
    void guards(ArrayNode handlers) {
        if (!middlewares.allow().isEmpty()) {
            handlers.add(allow());
        }
        if (!middlewares.credentials().isEmpty()) {
            handlers.add(authentication());
        }
        middlewares.maxBody().ifPresent(bytes -> {
            handlers.add(declaredLength(bytes));
            handlers.addObject().put("handler", "request_body").put("max_size", bytes);
        });
    }

    /** A length that is told is looked at first: Caddy notices an excess only while the service already reads. */
    private static ObjectNode declaredLength(long most) {
        String length = "{http.request.header.Content-Length}";
        ObjectNode handler = Json.object().put("handler", "subroute");
        ObjectNode larger = handler.putArray("routes").addObject();
        larger.putArray("match")
                .addObject()
                .put("expression", "size(" + length + ") > 0 && int(" + length + ") > " + most);
        larger.putArray("handle").add(Explanation.error(413));
        return handler;
    }

    private ObjectNode allow() {
        ObjectNode handler = Json.object().put("handler", "subroute");
        ObjectNode others = handler.putArray("routes").addObject();
        ArrayNode ranges = others.putArray("match")
                .addObject()
                .putArray("not")
                .addObject()
                .putObject(behindPeers ? "client_ip" : "remote_ip")
                .putArray("ranges");
        middlewares.allow().forEach(a -> ranges.add(a.toString()));
        others.putArray("handle").add(Explanation.error(403));
        return handler;
    }

    private ObjectNode authentication() {
        ObjectNode handler = Json.object().put("handler", "authentication");
        ObjectNode basic = handler.putObject("providers").putObject("http_basic");
        ArrayNode accounts = basic.putArray("accounts");
        // Older ones take a hash in Base64 alone, newer ones both.
        middlewares.credentials().forEach(c -> accounts.addObject()
                .put("username", Placeholders.literal(c.user()))
                .put("password", Base64.getEncoder().encodeToString(c.bcrypt().getBytes(StandardCharsets.US_ASCII))));
        basic.putObject("hash").put("algorithm", "bcrypt");
        // A page has many parts, and each would cost what makes guessing dear.
        basic.putObject("hash_cache");
        return handler;
    }

    /** What is changed; what the service gets is changed where it is handed over. */
    void changes(ArrayNode handlers, String path) {
        if (middlewares.stripPrefix() && !path.equals("/")) {
            handlers.addObject().put("handler", "rewrite").put("strip_path_prefix", path);
        }
        if (middlewares.compress()) {
            handlers.add(encode());
        }
        Map<String, String> rules = middlewares.headers().response();
        if (!rules.isEmpty()) {
            ObjectNode handler = handlers.addObject().put("handler", "headers");
            // Deferred: of what the service and Caddy itself have set by then.
            HeaderOperations.write(rules, handler.putObject("response").put("deferred", true));
        }
    }

    private static ObjectNode encode() {
        ObjectNode handler = Json.object().put("handler", "encode");
        ObjectNode encodings = handler.putObject("encodings");
        encodings.putObject("gzip");
        encodings.putObject("zstd");
        handler.putArray("prefer").add("zstd").add("gzip");
        ArrayNode types = handler.putObject("match").putObject("headers").putArray("Content-Type");
        COMPRESSIBLE.forEach(types::add);
        return handler;
    }
}

package io.portolan.traefik;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.portolan.engine.port.RouteProbe;
import io.portolan.model.route.Credential;
import io.portolan.model.route.Middlewares;
import io.portolan.model.route.Route;
import io.portolan.model.route.Target;
import io.portolan.model.runtime.AddressBlock;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The middlewares of all routes. Their names follow from what they do, so routes that have the same done to them share
 * one.
 */
final class Chain {
    private static final List<String> COMPRESSIBLE = List.of(
            "application/javascript",
            "application/json",
            "application/ld+json",
            "application/manifest+json",
            "application/rss+xml",
            "application/vnd.ms-fontobject",
            "application/wasm",
            "application/xhtml+xml",
            "application/xml",
            "application/x-javascript",
            "font/otf",
            "font/ttf",
            "image/bmp",
            "image/svg+xml",
            "image/x-icon",
            "text/css",
            "text/csv",
            "text/html",
            "text/javascript",
            "text/markdown",
            "text/plain",
            "text/xml");

    private final String trusted;
    private final Map<String, ObjectNode> all = new TreeMap<>();

    Chain(List<AddressBlock> trustedPeers) {
        trusted = list(trustedPeers);
    }

    Map<String, ObjectNode> all() {
        return all;
    }

    /** Answers with a page of the plugin, whatever is asked. */
    ArrayNode page(String page) {
        return names(
                JsonNodeFactory.instance.arrayNode(),
                "page",
                plugin(Json.object().put("page", page)));
    }

    /** In the order in which a request passes them. */
    ArrayNode of(Route route) {
        Middlewares wanted = route.middlewares();
        ArrayNode names = JsonNodeFactory.instance.arrayNode();
        names(names, "visitor", plugin(visitor(route)));
        switch (route.target()) {
            case Target.Redirect redirect -> names(names, "redirect", redirect(redirect));
            case Target.Service service -> {
                names(names, "headers", headers(wanted));
                if (wanted.stripPrefix() && !route.domain().path().equals("/")) {
                    ObjectNode strip = Json.object();
                    strip.putObject("stripPrefix")
                            .putArray("prefixes")
                            .add(route.domain().path());
                    names(names, "strip", strip);
                }
                if (wanted.compress()) {
                    names(names, "compress", compress());
                }
                if (service.upstreams().size() > 1) {
                    ObjectNode retry = Json.object();
                    retry.putObject("retry").put("attempts", service.upstreams().size());
                    names(names, "retry", retry);
                }
            }
        }
        return names;
    }

    private ObjectNode visitor(Route route) {
        Middlewares wanted = route.middlewares();
        ObjectNode visitor = Json.object().put("scheme", route.domain().scheme());
        putUnlessEmpty(visitor, "trusted", trusted);
        putUnlessEmpty(visitor, "allow", list(wanted.allow()));
        putUnlessEmpty(
                visitor, "users", wanted.credentials().stream().map(Chain::user).collect(Collectors.joining(",")));
        wanted.maxBody().ifPresent(bytes -> visitor.put("maxBody", bytes));
        switch (route.target()) {
            case Target.Service service when service.upstreams().isEmpty() -> visitor.put("page", "nothing-runs");
            case Target.Service service when service.sticky() -> visitor.put("cookie", Servers.COOKIE);
            case Target.Service _, Target.Redirect _ -> {}
        }
        return visitor;
    }

    /** An application cannot speak in the proxy's name, whatever it answers. */
    private static ObjectNode headers(Middlewares wanted) {
        ObjectNode headers = Json.object();
        ObjectNode rules = headers.putObject("headers");
        ObjectNode response = rules.putObject("customResponseHeaders");
        wanted.headers().response().forEach(response::put);
        response.put(RouteProbe.EXPLANATION_HEADER, "");
        if (!wanted.headers().request().isEmpty()) {
            ObjectNode request = rules.putObject("customRequestHeaders");
            wanted.headers().request().forEach(request::put);
        }
        return headers;
    }

    private static ObjectNode compress() {
        ObjectNode compress = Json.object();
        ObjectNode settings = compress.putObject("compress").put("minResponseBodyBytes", 512);
        ArrayNode types = settings.putArray("includedContentTypes");
        COMPRESSIBLE.forEach(types::add);
        return compress;
    }

    private static ObjectNode redirect(Target.Redirect redirect) {
        String host = redirect.host().map(Chain::literal).orElse("${1}");
        String port = redirect.port().isPresent() ? ":" + redirect.port().getAsInt() : "";
        String path = redirect.path().map(Chain::literal).orElse("${3}");
        ObjectNode middleware = Json.object();
        middleware
                .putObject("redirectRegex")
                .put("regex", "^[a-z]+://([^/:]*)(:[0-9]*)?(/.*)?$")
                .put("replacement", literal(redirect.scheme()) + "://" + host + port + path)
                .put("permanent", redirect.permanent());
        return middleware;
    }

    private static String literal(String text) {
        return text.replace("$", "$$");
    }

    private static ObjectNode plugin(ObjectNode settings) {
        ObjectNode middleware = Json.object();
        middleware.putObject("plugin").set(Plugin.NAME, settings);
        return middleware;
    }

    private ArrayNode names(ArrayNode names, String kind, ObjectNode middleware) {
        String name = kind + "-" + Digest.of(middleware.toString(), 12);
        all.put(name, middleware);
        return names.add(name);
    }

    private static String user(Credential credential) {
        return credential.salt() + ":" + credential.digest();
    }

    private static String list(List<AddressBlock> blocks) {
        return blocks.stream().map(AddressBlock::toString).collect(Collectors.joining(","));
    }

    private static void putUnlessEmpty(ObjectNode node, String field, String value) {
        if (!value.isEmpty()) {
            node.put(field, value);
        }
    }
}

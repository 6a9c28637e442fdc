package io.portolan.caddy;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.portolan.model.route.Domain;
import io.portolan.model.route.Entry;
import io.portolan.model.route.Route;
import io.portolan.model.route.Target;
import io.portolan.model.runtime.AddressBlock;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;

/**
 * One route at one entry in Caddy's terms. Its {@code @id} is the domain's URL with the owner as fragment, so that whoever
 * looks at the document sees what each route is for: {@code http://example.com/shop#shop/web}.
 */
record CaddyRoute(Route route, Entry entry, List<AddressBlock> trustedPeers, CaddyVersion version) {
    ObjectNode render() {
        ObjectNode node = Json.object();
        node.put("@id", id());
        ObjectNode match = node.putArray("match").addObject();
        hosts(match, List.of(route.domain().host()));
        String path = route.domain().path();
        if (!path.equals("/")) {
            match.putArray("path").add(path).add(path + "/*");
        }
        ArrayNode handlers = node.putArray("handle");
        CaddyMiddlewares middlewares = new CaddyMiddlewares(route.middlewares(), !trustedPeers.isEmpty());
        middlewares.guards(handlers);
        switch (route.target()) {
            case Target.Redirect redirect -> handlers.add(redirect(redirect));
            case Target.Service service when service.upstreams().isEmpty() -> handlers.add(Explanation.nothingRuns());
            case Target.Service service -> {
                middlewares.changes(handlers, path);
                if (!trustedPeers.isEmpty()) {
                    handlers.add(TrustedPeers.scheme(route.domain().scheme()));
                }
                handlers.add(new CaddyService(route, service, entry, !trustedPeers.isEmpty(), version).render());
            }
        }
        node.put("terminal", true);
        return node;
    }

    /** A host is the same with a dot at its end. */
    static void hosts(ObjectNode match, List<String> hosts) {
        ArrayNode names = match.putArray("host");
        hosts.forEach(h -> names.add(h).add(h + "."));
    }

    private static ObjectNode redirect(Target.Redirect redirect) {
        ObjectNode handler = Json.object().put("handler", "static_response");
        handler.put("status_code", redirect.permanent() ? 308 : 307);
        String port = redirect.port().isPresent() ? ":" + redirect.port().getAsInt() : "";
        String location = redirect.scheme()
                + "://"
                + redirect.host().orElse(Placeholders.HOST)
                + port
                + redirect.path().map(Placeholders::literal).orElse(Placeholders.URI);
        handler.putObject("headers").putArray("Location").add(location);
        return handler;
    }

    /** Caddy wants each once; a route at both entries is there twice. */
    private String id() {
        Domain domain = route.domain();
        boolean isUsual = domain.scheme().equals(entry == Entry.HTTPS ? "https" : "http");
        try {
            // The constructor quotes what a URI may not contain; Caddy wants no quotation mark in an id.
            String owner = route.owner() + (isUsual ? "" : "@" + entry);
            return new URI(domain.scheme(), domain.host(), domain.path(), null, owner).toString();
        } catch (URISyntaxException e) {
            throw new IllegalStateException("a domain is always a URL: " + domain, e);
        }
    }
}

package io.portolan.caddy;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.portolan.model.route.Domain;
import io.portolan.model.route.Route;
import io.portolan.model.route.Route.Upstream;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;

/**
 * One route in Caddy's terms. Its {@code @id} is the domain's URL with the owner as fragment, so that whoever looks
 * at the document sees what each route is for: {@code http://example.com/shop#shop/web}.
 */
final class CaddyRoute {
    private CaddyRoute() {}

    static ObjectNode render(Route route) {
        ObjectNode node = Json.object();
        node.put("@id", id(route));
        ObjectNode match = node.putArray("match").addObject();
        match.putArray("host").add(route.domain().host());
        String path = route.domain().path();
        if (!path.equals("/")) {
            match.putArray("path").add(path).add(path + "/*");
        }
        node.putArray("handle").add(handler(route.upstreams()));
        node.put("terminal", true);
        return node;
    }

    private static ObjectNode handler(List<Upstream> upstreams) {
        if (upstreams.isEmpty()) {
            return error(503);
        }
        ObjectNode handler = Json.object().put("handler", "reverse_proxy");
        ArrayNode dials = handler.putArray("upstreams");
        upstreams.forEach(upstream -> dials.addObject().put("dial", dial(upstream)));
        if (upstreams.size() > 1) {
            balance(handler, upstreams.size());
        }
        return handler;
    }

    /** Ends in the page that explains the status. */
    static ObjectNode error(int status) {
        return Json.object().put("handler", "error").put("status_code", status);
    }

    /**
     * A request that could not be handed to one container goes to the next; the failed one rests for two seconds. A
     * single container never rests: it may answer again in the next moment.
     */
    private static void balance(ObjectNode handler, int upstreams) {
        ObjectNode balancing = handler.putObject("load_balancing");
        balancing.putObject("selection_policy").put("policy", "round_robin");
        balancing.put("retries", upstreams - 1);
        handler.putObject("health_checks").putObject("passive").put("fail_duration", "2s");
    }

    private static String id(Route route) {
        Domain domain = route.domain();
        try {
            // The constructor quotes what a URI may not contain; Caddy wants no quotation mark in an id.
            return new URI(domain.scheme(), domain.host(), domain.path(), null, route.owner()).toString();
        } catch (URISyntaxException e) {
            throw new IllegalStateException("a domain is always a URL: " + domain, e);
        }
    }

    private static String dial(Upstream upstream) {
        boolean v6 = upstream.host().contains(":");
        return (v6 ? "[" + upstream.host() + "]" : upstream.host()) + ":" + upstream.port();
    }
}

package io.portolan.caddy;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.portolan.model.route.Entry;
import io.portolan.model.route.Route;
import io.portolan.model.route.Route.Upstream;
import io.portolan.model.route.Target;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.CRC32;

/** How requests are handed to a route's containers. */
record CaddyService(Route route, Target.Service service, Entry entry, boolean behindPeers, CaddyVersion version) {
    /** What trickles reaches the visitor this soon; event streams at once. */
    private static final String FLUSH_INTERVAL = "100ms";

    /** How long an upgraded connection may outlive the routes that it came by. */
    private static final String STREAM_CLOSE_DELAY = "24h";

    ObjectNode render() {
        ObjectNode handler = Json.object().put("handler", "reverse_proxy");
        ArrayNode dials = handler.putArray("upstreams");
        service.upstreams().forEach(upstream -> dials.addObject().put("dial", dial(upstream)));
        if (service.upstreams().size() > 1) {
            balance(handler);
        } else if (service.sticky()) {
            handler.putObject("load_balancing").set("selection_policy", selection());
        }
        handler.set("transport", transport());
        handler.put("flush_interval", FLUSH_INTERVAL);
        if (version.keepsUpgrades()) {
            handler.put("stream_close_delay", STREAM_CLOSE_DELAY);
        }
        HeaderOperations.writePlaceholders(
                requestHeaders(), handler.putObject("headers").putObject("request"));
        return handler;
    }

    /**
     * A request that could not be handed to one container goes to the next; the failed one rests for two seconds. A
     * single container never rests: it may answer again in the next moment.
     */
    private void balance(ObjectNode handler) {
        ObjectNode balancing = handler.putObject("load_balancing");
        balancing.set("selection_policy", selection());
        balancing.put("retries", service.upstreams().size() - 1);
        handler.putObject("health_checks").putObject("passive").put("fail_duration", "2s");
    }

    private ObjectNode selection() {
        if (!service.sticky()) {
            return Json.object().put("policy", "round_robin");
        }
        // Cookies are the host's: each path has its own, or they would overwrite one another.
        CRC32 path = new CRC32();
        path.update(route.domain().path().getBytes(StandardCharsets.UTF_8));
        return Json.object().put("policy", "cookie").put("name", "portolan-" + Long.toHexString(path.getValue()));
    }

    private ObjectNode transport() {
        ObjectNode transport = Json.object().put("protocol", "http");
        if (service.protocol() == Target.Protocol.H2C) {
            transport.putArray("versions").add("h2c").add("2");
        }
        transport.put("response_header_timeout", service.responseTimeout().toMillis() + "ms");
        // Else it asks for compressed answers that no visitor asked for, and unpacks them.
        transport.put("compression", false);
        return transport;
    }

    /** Caddy sets the usual ones of {@code X-Forwarded-} itself. */
    private Map<String, String> requestHeaders() {
        Map<String, String> values = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        values.put("Forwarded", "");
        values.put("X-Real-IP", behindPeers ? Placeholders.CLIENT : Placeholders.PEER);
        String scheme = route.domain().scheme();
        if (behindPeers) {
            values.put("X-Forwarded-Proto", TrustedPeers.SCHEME);
        } else if (!scheme.equals(entry == Entry.HTTPS ? "https" : "http")) {
            values.put("X-Forwarded-Proto", scheme);
        }
        if (!route.middlewares().credentials().isEmpty()) {
            values.put("Authorization", "");
        }
        route.middlewares().headers().request().forEach((name, value) -> {
            // A key stays in the case that it came in first.
            values.remove(name);
            values.put(name, Placeholders.literal(value));
        });
        return values;
    }

    private static String dial(Upstream upstream) {
        boolean v6 = upstream.host().contains(":");
        return (v6 ? "[" + upstream.host() + "]" : upstream.host()) + ":" + upstream.port();
    }
}

package io.portolan.caddy;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.portolan.model.runtime.AddressBlock;
import java.util.List;

/**
 * Which scheme a service is told. Caddy itself would tell how the visitor came in, which behind an edge is not how the edge
 * was asked, and believe any word of a trusted peer.
 */
final class TrustedPeers {
    /** The result, where peers are trusted. */
    static final String SCHEME = "{portolan.scheme}";

    private static final String TOLD = "portolan.told";

    private TrustedPeers() {}

    /** Near the first of all routes: keeps what a trusted peer says. */
    static ObjectNode remember(List<AddressBlock> peers) {
        ObjectNode route = Json.object();
        ArrayNode ranges =
                route.putArray("match").addObject().putObject("remote_ip").putArray("ranges");
        peers.forEach(p -> ranges.add(p.toString()));
        route.putArray("handle")
                .addObject()
                .put("handler", "vars")
                .put(TOLD, "{http.request.header.X-Forwarded-Proto}");
        return route;
    }

    /** In each route: takes it, if it is a scheme. */
    static ObjectNode scheme(String otherwise) {
        ObjectNode handler = Json.object().put("handler", "map").put("source", "{http.vars." + TOLD + "}");
        handler.putArray("destinations").add(SCHEME);
        ArrayNode mappings = handler.putArray("mappings");
        for (String scheme : List.of("http", "https")) {
            mappings.addObject().put("input", scheme).putArray("outputs").add(scheme);
        }
        handler.putArray("defaults").add(otherwise);
        return handler;
    }
}

package io.portolan.traefik;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.portolan.model.route.Domain;
import io.portolan.model.route.Route.Upstream;
import io.portolan.model.route.Target;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

/** Services of Traefik, and the transports that they share. */
final class Servers {
    static final String COOKIE = "portolan-container";

    private final Map<String, ObjectNode> transports = new TreeMap<>();

    Map<String, ObjectNode> transports() {
        return transports;
    }

    ObjectNode of(Target.Service service, Domain domain) {
        ObjectNode node = Json.object();
        ObjectNode balancer = node.putObject("loadBalancer");
        ArrayNode servers = balancer.putArray("servers");
        service.upstreams().forEach(u -> servers.addObject().put("url", url(u, service.protocol())));
        balancer.put("serversTransport", transport(service.responseTimeout()));
        if (service.sticky()) {
            balancer.putObject("sticky")
                    .putObject("cookie")
                    .put("name", COOKIE)
                    .put("path", domain.path())
                    .put("httpOnly", true)
                    .put("sameSite", "lax");
        }
        return node;
    }

    /**
     * Connections that nobody uses are given up soon: they may lead to a container that has left, or to an address that
     * another one has by now.
     */
    private String transport(Duration responseTimeout) {
        String name = "wait-" + responseTimeout.toMillis() + "ms";
        ObjectNode transport = Json.object().put("maxIdleConnsPerHost", 200);
        transport
                .putObject("forwardingTimeouts")
                .put("dialTimeout", "2s")
                .put("responseHeaderTimeout", responseTimeout.toMillis() + "ms")
                .put("idleConnTimeout", "2s")
                .put("readIdleTimeout", "5s")
                .put("pingTimeout", "5s");
        transports.put(name, transport);
        return name;
    }

    private static String url(Upstream upstream, Target.Protocol protocol) {
        String scheme =
                switch (protocol) {
                    case HTTP -> "http";
                    case H2C -> "h2c";
                };
        boolean v6 = upstream.host().contains(":");
        return scheme + "://" + (v6 ? "[" + upstream.host() + "]" : upstream.host()) + ":" + upstream.port();
    }
}

package io.portolan.caddy;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.portolan.model.route.ProxyConfig;
import io.portolan.model.route.Route;
import java.util.Comparator;

/**
 * A proxy configuration as Caddy's JSON document. The document holds nothing that does not follow from the configuration,
 * so a live document that differs from it was changed by somebody else.
 *
 * @param adminSocket as Caddy sees it
 */
record CaddyConfig(String adminSocket, int httpPort) {
    private static final String SERVER = "http";

    /** Less than the 10 s that container engines wait before they kill: open streams must not make a stop a kill. */
    private static final String GRACE_PERIOD = "5s";

    /** Caddy takes the first route that matches: exact hosts come before wildcards, longer names and paths first. */
    private static final Comparator<Route> SPECIFIC_FIRST = Comparator.comparing(
                    (Route route) -> route.domain().host().startsWith("*."))
            .thenComparing(route -> labels(route.domain().host()), Comparator.reverseOrder())
            .thenComparing(route -> route.domain().host())
            .thenComparing(route -> route.domain().path().length(), Comparator.reverseOrder())
            .thenComparing(route -> route.domain().path());

    ObjectNode render(ProxyConfig config) {
        ObjectNode document = Json.object();
        ObjectNode admin = document.putObject("admin");
        admin.put("listen", "unix/" + adminSocket);
        // Caddy would keep a second copy of what is persisted here.
        admin.putObject("config").put("persist", false);
        ObjectNode http = document.putObject("apps").putObject("http");
        http.put("grace_period", GRACE_PERIOD);
        ObjectNode server = http.putObject("servers").putObject(SERVER);
        server.putArray("listen").add(":" + httpPort);
        server.putObject("automatic_https").put("disable", true);
        ArrayNode routes = server.putArray("routes");
        routes.add(Explanation.silenceOthers());
        config.routes().stream().sorted(SPECIFIC_FIRST).map(CaddyRoute::render).forEach(routes::add);
        routes.addObject().putArray("handle").add(CaddyRoute.error(404));
        ArrayNode errors = server.putObject("errors").putArray("routes");
        errors.add(Explanation.noRoute()).add(Explanation.noUpstream()).add(Explanation.noAnswer());
        return document;
    }

    private static long labels(String host) {
        return host.chars().filter(c -> c == '.').count();
    }
}

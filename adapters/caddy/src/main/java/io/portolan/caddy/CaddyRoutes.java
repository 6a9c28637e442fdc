package io.portolan.caddy;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.portolan.model.route.Entry;
import io.portolan.model.route.Route;
import io.portolan.model.runtime.AddressBlock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The routes of one entry, in the order that Caddy looks at them. */
record CaddyRoutes(Entry entry, List<AddressBlock> trustedPeers, CaddyVersion version) {
    /** Caddy takes the first route that matches: exact hosts come before wildcards, longer names and paths first. */
    private static final Comparator<Route> SPECIFIC_FIRST = Comparator.comparing(CaddyRoutes::isWildcard)
            .thenComparing(route -> labels(route.domain().host()), Comparator.reverseOrder())
            .thenComparing(route -> route.domain().host())
            .thenComparing(route -> route.domain().path().length(), Comparator.reverseOrder())
            .thenComparing(route -> route.domain().path());

    /** Caddy looks at routes one after another, but searches a list of more than a hundred hosts by halves. */
    private static final int GROUP = 128;

    ArrayNode render(List<Route> all) {
        ArrayNode rendered = Json.array();
        rendered.add(Explanation.silenceOthers());
        if (!trustedPeers.isEmpty()) {
            rendered.add(TrustedPeers.remember(trustedPeers));
        }
        List<Route> here = all.stream()
                .filter(r -> r.entries().contains(entry))
                .sorted(SPECIFIC_FIRST)
                .toList();
        Map<String, List<Route>> exact = new LinkedHashMap<>();
        here.stream().filter(r -> !isWildcard(r)).forEach(r -> exact.computeIfAbsent(
                        r.domain().host(), _ -> new ArrayList<>())
                .add(r));
        exact(exact.values(), rendered);
        here.stream().filter(CaddyRoutes::isWildcard).map(this::route).forEach(rendered::add);
        rendered.addObject().putArray("handle").add(Explanation.error(404));
        return rendered;
    }

    private void exact(Collection<List<Route>> hosts, ArrayNode rendered) {
        List<List<Route>> all = List.copyOf(hosts);
        if (all.size() <= GROUP) {
            all.forEach(routes -> routes.forEach(r -> rendered.add(route(r))));
            return;
        }
        for (int from = 0; from < all.size(); from += GROUP) {
            List<List<Route>> some = all.subList(from, Math.min(from + GROUP, all.size()));
            ObjectNode group = rendered.addObject();
            // Not terminal: what has no route for its path may be a wildcard's.
            CaddyRoute.hosts(
                    group.putArray("match").addObject(),
                    some.stream().map(r -> r.getFirst().domain().host()).toList());
            ObjectNode handler = group.putArray("handle").addObject().put("handler", "subroute");
            ArrayNode inner = handler.putArray("routes");
            some.forEach(routes -> routes.forEach(r -> inner.add(route(r))));
        }
    }

    private ObjectNode route(Route route) {
        return new CaddyRoute(route, entry, trustedPeers, version).render();
    }

    private static boolean isWildcard(Route route) {
        return route.domain().host().startsWith("*.");
    }

    private static long labels(String host) {
        return host.chars().filter(c -> c == '.').count();
    }
}

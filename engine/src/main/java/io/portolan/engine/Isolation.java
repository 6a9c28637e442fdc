package io.portolan.engine;

import io.portolan.engine.port.HttpProxy;
import io.portolan.engine.port.ProxyFault;
import io.portolan.model.route.ProxyConfig;
import io.portolan.model.route.Route;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Finds the routes for which a proxy refuses a whole configuration, by halves, and leaves it serving all others: what one
 * person wrote takes nobody else's site away.
 */
final class Isolation {
    private final HttpProxy proxy;
    private final ProxyConfig wanted;
    private final List<Route> taken = new ArrayList<>();
    private final Map<Route, String> refused = new LinkedHashMap<>();

    private Isolation(HttpProxy proxy, ProxyConfig wanted) {
        this.proxy = proxy;
        this.wanted = wanted;
    }

    /**
     * Applies what can be of a configuration that was refused. Returns the routes that cannot, with the proxy's words.
     *
     * @param served before
     * @throws ProxyFault if it is not for a route that it was refused, or the proxy does not answer any more
     */
    static Map<Route, String> apply(HttpProxy proxy, ProxyConfig wanted, ProxyConfig served) {
        Isolation isolation = new Isolation(proxy, wanted);
        Set<Route> known = new HashSet<>(served.routes());
        List<Route> fresh = new ArrayList<>();
        wanted.routes().forEach(r -> (known.contains(r) ? isolation.taken : fresh).add(r));
        proxy.apply(wanted.with(isolation.taken));
        isolation.add(fresh);
        return isolation.refused;
    }

    private void add(List<Route> routes) {
        if (routes.isEmpty()) {
            return;
        }
        List<Route> more = new ArrayList<>(taken);
        more.addAll(routes);
        try {
            proxy.apply(wanted.with(more));
            taken.addAll(routes);
        } catch (ProxyFault fault) {
            if (!fault.refused()) {
                throw fault;
            }
            if (routes.size() == 1) {
                refused.put(routes.getFirst(), fault.getMessage());
                return;
            }
            add(routes.subList(0, routes.size() / 2));
            add(routes.subList(routes.size() / 2, routes.size()));
        }
    }
}

package io.portolan.planner;

import io.portolan.model.route.Domain;
import io.portolan.model.route.Edge;
import io.portolan.model.route.Entry;
import io.portolan.model.route.Middlewares;
import io.portolan.model.route.Route;
import io.portolan.model.route.Route.Upstream;
import io.portolan.model.route.RouteOptions;
import io.portolan.model.route.Target;
import io.portolan.model.route.Www;
import io.portolan.planner.Desired.RoutedDomain;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * The routes that a domain and its options make: at one host or both of a www pair, at one entry or both.
 *
 * @param publicHttpsPort what visitors connect to, for those who are sent there
 */
record DomainRoutes(RoutedDomain routed, String owner, int publicHttpsPort) {
    private static final int USUAL_HTTPS_PORT = 443;

    /** Whether this version serves it: certificates for visitors who come straight to the proxy are not there yet. */
    static boolean areServed(RoutedDomain routed) {
        return routed.domain().scheme().equals("http")
                || routed.options().edge().endsTls();
    }

    List<Route> to(List<Upstream> upstreams) {
        RouteOptions options = routed.options();
        Domain canonical = options.canonical(routed.domain());
        Target target = options.redirect()
                .<Target>map(r -> r)
                .orElseGet(() -> new Target.Service(
                        upstreams,
                        options.protocol(),
                        options.sticky(),
                        options.responseTimeout().orElse(Target.Service.RESPONSE_TIMEOUT)));
        List<Route> routes = new ArrayList<>(at(canonical, target, options.middlewares()));
        if (options.www() == Www.BOTH) {
            routes.addAll(at(RouteOptions.counterpart(canonical), target, options.middlewares()));
        } else if (options.www() != Www.OFF) {
            // Whoever may not come to one host is not told of the other one either.
            routes.addAll(at(
                    RouteOptions.counterpart(canonical),
                    to(canonical),
                    Middlewares.none().allowing(options.middlewares().allow())));
        }
        return routes;
    }

    private List<Route> at(Domain domain, Target target, Middlewares middlewares) {
        RouteOptions options = routed.options();
        if (options.edge() != Edge.DIRECT) {
            // An edge comes with TLS or without, as it is set up there; redirected to https it would come again.
            return List.of(new Route(domain, Set.of(Entry.HTTP, Entry.HTTPS), owner, target, middlewares));
        }
        Route own = new Route(domain, owner, target, middlewares);
        if (!domain.scheme().equals("https")) {
            return List.of(own);
        }
        Domain plain = new Domain("http", domain.host(), domain.path());
        return List.of(
                own,
                options.forceHttps()
                        ? new Route(plain, owner, secured(), Middlewares.none())
                        : new Route(plain, owner, target, middlewares));
    }

    private Target secured() {
        return new Target.Redirect("https", Optional.empty(), port(), Optional.empty(), true);
    }

    private Target to(Domain canonical) {
        return new Target.Redirect(
                canonical.scheme(),
                Optional.of(canonical.host()),
                canonical.scheme().equals("https") && !routed.options().edge().endsTls() ? port() : OptionalInt.empty(),
                Optional.empty(),
                true);
    }

    private OptionalInt port() {
        return publicHttpsPort == USUAL_HTTPS_PORT ? OptionalInt.empty() : OptionalInt.of(publicHttpsPort);
    }
}

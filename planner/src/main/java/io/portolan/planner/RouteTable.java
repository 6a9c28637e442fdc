package io.portolan.planner;

import io.portolan.model.route.ProxyConfig;
import io.portolan.model.route.Route;
import io.portolan.model.route.Route.Upstream;
import io.portolan.model.runtime.Observed;
import io.portolan.planner.Desired.RoutedDomain;
import io.portolan.planner.Desired.Stack;
import io.portolan.planner.Desired.StackState.Removal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What the proxy should serve. */
public final class RouteTable {
    private RouteTable() {}

    /**
     * The routes of all stacks that are to stay, to the containers that should be, whether or not they run. A route
     * whose port is not known is claimed and leads nowhere.
     */
    public static ProxyConfig routes(Desired desired, Observed observed, Facts facts) {
        return routes(new World(desired, observed, facts));
    }

    static ProxyConfig routes(World world) {
        List<Route> routes = new ArrayList<>();
        Set<String> claimed = new HashSet<>();
        for (Stack stack : world.stacks()) {
            if (stack.state().removing() != Removal.NO || stack.domains().isEmpty()) {
                continue;
            }
            StackBlueprint blueprint = StackBlueprint.of(stack, world);
            for (RoutedDomain domain : RouteConflicts.domains(stack)) {
                boolean served = domain.domain().scheme().equals("http")
                        && stack.spec().service(domain.service()).isPresent()
                        && claimed.add(
                                domain.domain().host() + " " + domain.domain().path());
                if (served) {
                    routes.add(new Route(
                            domain.domain(),
                            stack.name() + "/" + domain.service(),
                            upstreams(blueprint, domain, world)));
                }
            }
        }
        return new ProxyConfig(routes);
    }

    /**
     * What a plan may publish that brings up the containers of {@code inScope} only: of every other stack a route that
     * works stays as it is served while none of the containers it should lead to run.
     */
    static ProxyConfig publishable(World world, Set<String> inScope) {
        ProxyConfig wanted = routes(world);
        Set<String> own = world.stacks().stream()
                .filter(s -> inScope.contains(s.id()))
                .flatMap(s -> s.domains().stream())
                .map(d -> d.domain().url())
                .collect(Collectors.toSet());
        return new ProxyConfig(wanted.routes().stream()
                .map(r -> own.contains(r.domain().url()) || anyRuns(r, world) ? r : heldBack(r, world))
                .toList());
    }

    private static Route heldBack(Route wanted, World world) {
        Optional<Route> served = world.observed().served().stream()
                .flatMap(c -> c.routes().stream())
                .filter(r -> r.domain().equals(wanted.domain()))
                .filter(r -> anyRuns(r, world))
                .findFirst();
        return served.map(s -> new Route(wanted.domain(), wanted.owner(), s.upstreams()))
                .orElse(wanted);
    }

    private static boolean anyRuns(Route route, World world) {
        return route.upstreams().stream()
                .flatMap(u -> world.observed().container(u.host()).stream())
                .anyMatch(c -> c.state().running());
    }

    private static List<Upstream> upstreams(StackBlueprint blueprint, RoutedDomain domain, World world) {
        if (!(TargetPort.resolve(blueprint.stack(), domain, world.observed())
                instanceof TargetPort.Result.Found(int port))) {
            return List.of();
        }
        String service = RouteTarget.serving(blueprint.stack(), domain.service());
        switch (RouteTarget.kind(blueprint.stack(), service)) {
            case HOST -> {
                return RouteTarget.host(world).map(h -> new Upstream(h, port)).stream()
                        .toList();
            }
            // Refused when it is planned; nothing to lead to.
            case NONE, CONTAINER -> {
                return List.of();
            }
            case STACK, SERVICE -> {}
        }
        // A service in the network of another is in that of its first container.
        long containers = service.equals(domain.service()) ? Long.MAX_VALUE : 1;
        return blueprint.service(service).stream()
                .flatMap(s -> s.containerNames().stream())
                .limit(containers)
                .map(name -> new Upstream(name, port))
                .toList();
    }
}

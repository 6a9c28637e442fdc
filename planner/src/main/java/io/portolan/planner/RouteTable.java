package io.portolan.planner;

import io.portolan.model.route.Domain;
import io.portolan.model.route.Entry;
import io.portolan.model.route.ProxyConfig;
import io.portolan.model.route.Route;
import io.portolan.model.route.Route.Upstream;
import io.portolan.model.runtime.AddressBlock;
import io.portolan.model.runtime.Observed;
import io.portolan.model.stack.NetworkMode.Kind;
import io.portolan.planner.Desired.RoutedDomain;
import io.portolan.planner.Desired.Stack;
import io.portolan.planner.Desired.StackState.Removal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

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

    /** The same, where a route that works stays as it is served while none of the containers it should lead to run. */
    public static ProxyConfig standing(Desired desired, Observed observed, Facts facts) {
        return publishable(new World(desired, observed, facts), Set.of());
    }

    static ProxyConfig routes(World world) {
        List<Route> routes = new ArrayList<>();
        Set<Claim> claimed = HashSet.newHashSet(2 * world.stacks().size());
        for (Stack stack : world.stacks()) {
            if (stack.state().removing() == Removal.NO && !stack.domains().isEmpty()) {
                of(stack, world).stream().filter(r -> claim(r, claimed)).forEach(routes::add);
            }
        }
        return new ProxyConfig(routes, List.of(), trustedPeers(world));
    }

    /** Each entry, host and path is the first one's. */
    private static boolean claim(Route route, Set<Claim> claimed) {
        boolean free = route.entries().stream().noneMatch(e -> claimed.contains(Claim.of(e, route.domain())));
        if (free) {
            route.entries().forEach(e -> claimed.add(Claim.of(e, route.domain())));
        }
        return free;
    }

    private record Claim(Entry entry, String host, String path) {
        static Claim of(Entry entry, Domain domain) {
            return new Claim(entry, domain.host(), domain.path());
        }
    }

    /** Nobody is believed anything where no domain is behind an edge. */
    private static List<AddressBlock> trustedPeers(World world) {
        boolean behindOne = world.stacks().stream()
                .flatMap(s -> s.domains().stream())
                .anyMatch(d -> d.options().edge().endsTls());
        return behindOne ? world.desired().proxy().edges() : List.of();
    }

    private static List<Route> of(Stack stack, World world) {
        return world.inputs(stack)
                .filter(_ -> !leadsToTheHost(stack))
                .map(i -> world.facts().memory().routes(i, world.facts().fingerprintKey(), () -> found(stack, world)))
                .orElseGet(() -> found(stack, world));
    }

    /** The host's address is that of the proxy's network, which no blueprint is made from. */
    private static boolean leadsToTheHost(Stack stack) {
        return stack.spec().services().stream()
                .anyMatch(s -> s.networking().mode().kind() == Kind.HOST);
    }

    private static List<Route> found(Stack stack, World world) {
        StackBlueprint blueprint = world.blueprint(stack);
        return RouteConflicts.domains(stack).stream()
                .filter(DomainRoutes::areServed)
                .filter(d -> stack.spec().service(d.service()).isPresent())
                .flatMap(d -> new DomainRoutes(
                                d,
                                stack.name() + "/" + d.service(),
                                world.desired().proxy().httpsPort())
                        .to(upstreams(blueprint, d, world)).stream())
                .toList();
    }

    /**
     * What a plan may publish that brings up the containers of {@code inScope} only: of every other stack a route that
     * works stays as it is served while none of the containers it should lead to run.
     */
    static ProxyConfig publishable(World world, Set<String> inScope) {
        ProxyConfig wanted = routes(world);
        Map<Domain, Route> served = served(world);
        Set<String> own = world.stacks().stream()
                .filter(s -> inScope.contains(s.id()))
                .flatMap(s -> s.domains().stream())
                .flatMap(d -> d.claims().stream())
                .map(d -> d.host() + d.path())
                .collect(Collectors.toSet());
        return wanted.with(wanted.routes().stream()
                .map(r -> own.contains(r.domain().host() + r.domain().path()) || anyRuns(r, world)
                        ? r
                        : heldBack(r, served, world))
                .toList());
    }

    /**
     * Without what the plan does not bring up after all: a route to containers that are left as they are stays with
     * those that serve it, if they stay.
     */
    static ProxyConfig possible(ProxyConfig wanted, Draft draft, World world) {
        Map<Domain, Route> served = served(world);
        return wanted.with(wanted.routes().stream()
                .map(r -> comesUp(r, draft, world) || !stays(served.get(r.domain()), draft)
                        ? r
                        : heldBack(r, served, world))
                .toList());
    }

    private static boolean comesUp(Route route, Draft draft, World world) {
        return anyRuns(route, world)
                || route.upstreams().stream()
                        .map(Upstream::host)
                        .anyMatch(h -> draft.has("run:" + h)
                                || draft.has("start:" + h)
                                || Naming.parse(h).isEmpty());
    }

    private static boolean stays(@Nullable Route now, Draft draft) {
        return now != null
                && now.upstreams().stream()
                        .map(Upstream::host)
                        .noneMatch(h -> draft.has("stop:" + h) || draft.has("remove:" + h));
    }

    private static Map<Domain, Route> served(World world) {
        Map<Domain, Route> served = new HashMap<>();
        world.observed().served().ifPresent(c -> c.routes().forEach(r -> served.putIfAbsent(r.domain(), r)));
        return served;
    }

    private static Route heldBack(Route wanted, Map<Domain, Route> served, World world) {
        Route now = served.get(wanted.domain());
        return now != null && anyRuns(now, world) ? wanted.leadingTo(now.upstreams()) : wanted;
    }

    private static boolean anyRuns(Route route, World world) {
        return route.upstreams().stream()
                .flatMap(u -> world.containerNamed(u.host()).stream())
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
        return Optional.ofNullable(blueprint.stack().state().leading().get(service))
                .or(() -> blueprint.service(service).map(ServiceBlueprint::containerNames))
                .stream()
                .flatMap(List::stream)
                .limit(containers)
                .map(name -> new Upstream(name, port))
                .toList();
    }
}

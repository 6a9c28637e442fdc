package io.portolan.planner;

import io.portolan.model.route.Domain;
import io.portolan.model.route.Route.Upstream;
import io.portolan.planner.ContainerDiffer.Verdict;
import io.portolan.planner.Desired.RoutedDomain;
import io.portolan.planner.Desired.Stack;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What a deploy waits for on behalf of visitors: that what is new takes connections, and that its routes answer. */
final class RouteAwaits {
    private final World world;
    private final Stack stack;
    private final Draft draft;
    private final RoutePublication publication;

    RouteAwaits(World world, Stack stack, Draft draft, RoutePublication publication) {
        this.world = world;
        this.stack = stack;
        this.draft = draft;
        this.publication = publication;
    }

    /**
     * Where visitors are served by a container that is replaced, they go on being so until the new one takes
     * connections: without a health check, that it runs does not say that. Ids of the steps, by container.
     */
    Map<String, List<String>> upstreams(List<ServiceChange> changes) {
        Map<String, List<String>> ids = new TreeMap<>();
        for (RoutedDomain domain : RouteConflicts.domains(stack)) {
            for (ServiceChange change : changes) {
                boolean takesOver = change.service().name().equals(domain.service())
                        && !change.destroyFirst()
                        && change.leftovers().stream().anyMatch(World::isUp);
                if (takesOver
                        && TargetPort.resolve(stack, domain, world.observed())
                                instanceof TargetPort.Result.Found(int port)) {
                    change.service().containers().stream()
                            .filter(c -> change.verdict(c).bringsUp())
                            .forEach(c -> ids.computeIfAbsent(c.name(), _ -> new ArrayList<>())
                                    .add(await(new Upstream(c.name(), port))));
                }
            }
        }
        return ids;
    }

    private String await(Upstream upstream) {
        String id = "listen:" + upstream;
        return draft.has(id)
                ? id
                : draft.add(
                        id,
                        new Action.AwaitUpstream(upstream),
                        List.of("await:" + upstream.host()),
                        "visitors are led to it when it takes connections");
    }

    /** Until the routes are answered by what is there now. */
    List<String> answers(List<ServiceChange> changes, List<String> before) {
        List<String> ids = new ArrayList<>();
        for (RoutedDomain domain : RouteConflicts.domains(stack)) {
            boolean broughtUp =
                    changes.stream().anyMatch(c -> c.service().name().equals(domain.service()) && c.bringsUp());
            boolean leadsSomewhere =
                    changes.stream().anyMatch(c -> c.service().name().equals(domain.service()) && serves(c));
            // Without its port a route of what was accepted is not served yet; a new deploy is refused for it.
            leadsSomewhere &= TargetPort.resolve(stack, domain, world.observed()) instanceof TargetPort.Result.Found;
            // The one of a pair that its service answers; of the other one visitors are only sent there.
            Domain canonical = domain.options().canonical(domain.domain());
            if (leadsSomewhere && (broughtUp || !publication.isServed(canonical))) {
                ids.add(draft.add(
                        "route:" + canonical.url(),
                        new Action.AwaitRoute(canonical),
                        before,
                        "the deploy counts when its routes answer"));
            }
        }
        return ids;
    }

    private boolean serves(ServiceChange change) {
        return change.service().containers().stream()
                .anyMatch(c -> change.verdict(c) != Verdict.LEAVE
                        || world.observed()
                                .container(c.name())
                                .filter(World::isUp)
                                .isPresent());
    }
}

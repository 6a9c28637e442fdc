package io.portolan.planner;

import io.portolan.model.Labels;
import io.portolan.model.route.Route;
import io.portolan.model.route.Route.Upstream;
import io.portolan.model.runtime.ContainerSpec;
import io.portolan.model.runtime.ObservedContainer;
import io.portolan.planner.ContainerDiffer.Verdict;
import io.portolan.planner.Desired.RoutedDomain;
import io.portolan.planner.Desired.Stack;
import io.portolan.planner.Step.Interruption;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Replicas of a routed service that are replaced one by one, so that a server with room for one more container is enough:
 * visitors are led to a new one before an old one is let go, and only then the next one comes up. All of the stack that
 * does not wait for this is ready before the first of the old ones goes, so what is likely to fail has failed by then.
 */
final class ReplicaWaves {
    private final ServiceChange change;
    private final List<String> arriving;
    private final List<ObservedContainer> leaving;

    private ReplicaWaves(ServiceChange change, List<ObservedContainer> leaving) {
        this.change = change;
        this.arriving = change.service().containerNames();
        this.leaving = leaving;
    }

    /** Of a change that replaces fewer than two containers that serve by as many: no waves, all come up at once. */
    static ReplicaWaves of(ServiceChange change, Stack stack, World world, Draft draft) {
        List<ObservedContainer> leaving = change.leftovers().stream()
                .filter(World::isUp)
                .sorted(Comparator.comparingInt(ReplicaWaves::replica).thenComparing(ObservedContainer::name))
                .toList();
        boolean allNew = change.service().containers().stream().allMatch(c -> change.verdict(c) == Verdict.RUN);
        boolean inTheWay = leaving.stream().anyMatch(l -> draft.has("stop:" + l.name()));
        boolean rolls = allNew && !change.destroyFirst() && !inTheWay && isServedBy(change, leaving, stack, world);
        return new ReplicaWaves(change, rolls ? leaving : List.of());
    }

    private static int replica(ObservedContainer container) {
        return Integer.parseInt(container.labels().getOrDefault(Labels.REPLICA, "0"));
    }

    /** And at the ports at which the new ones will serve: a route leads to one port. */
    private static boolean isServedBy(ServiceChange change, List<ObservedContainer> leaving, Stack stack, World world) {
        String owner = owner(stack, change);
        List<Route> served = world.observed().served().stream()
                .flatMap(c -> c.routes().stream())
                .filter(r -> r.owner().equals(owner) && !r.upstreams().isEmpty())
                .toList();
        return !served.isEmpty()
                && served.stream().allMatch(r -> leaving.stream()
                        .allMatch(l -> r.upstreams().contains(new Upstream(l.name(), port(r, change, stack, world)))));
    }

    private static String owner(Stack stack, ServiceChange change) {
        return stack.name() + "/" + change.service().name();
    }

    /** Where visitors will be led to; of a route that is not wanted any more, where they are led until the routes are published. */
    private static int port(Route served, ServiceChange change, Stack stack, World world) {
        for (RoutedDomain domain : RouteConflicts.domains(stack)) {
            boolean same = domain.service().equals(change.service().name())
                    && domain.options().canonical(domain.domain()).equals(served.domain());
            if (same
                    && TargetPort.resolve(stack, domain, world.observed())
                            instanceof TargetPort.Result.Found(int port)) {
                return port;
            }
        }
        return served.upstreams().getFirst().port();
    }

    private int waves() {
        return Math.min(arriving.size(), leaving.size());
    }

    /** Whether the container comes up only after another one of its service was let go. */
    boolean delays(String container) {
        return waves() > 1 && arriving.indexOf(container) > 0;
    }

    /** Ids of the steps that it waits for. */
    List<String> before(ContainerSpec container) {
        if (!delays(container.name())) {
            return List.of();
        }
        int wave = Math.min(arriving.indexOf(container.name()), waves() - 1);
        return List.of("stop:" + leaving.get(wave - 1).name());
    }

    /**
     * Plans all waves but the last, which is that the routes are published.
     *
     * @param ready ids of the steps after which all is ready that does not wait for a wave
     * @param listening by container, ids of the steps after which it takes connections
     */
    void plan(
            Stack stack,
            Draft draft,
            LettingGo lettingGo,
            Collection<String> ready,
            Map<String, List<String>> listening) {
        for (int wave = 1; wave < waves(); wave++) {
            String newest = arriving.get(wave - 1);
            ObservedContainer oldest = leaving.get(wave - 1);
            List<String> containers = Stream.concat(
                            arriving.subList(0, wave).stream(),
                            leaving.subList(wave, leaving.size()).stream().map(ObservedContainer::name))
                    .toList();
            List<String> before = Stream.of(
                            wave == 1 ? ready : List.<String>of(),
                            List.of("await:" + newest),
                            listening.getOrDefault(newest, List.of()))
                    .flatMap(Collection::stream)
                    .distinct()
                    .toList();
            String shift = draft.add(
                    "shift:" + newest,
                    new Action.ShiftRoutes(stack.name(), change.service().name(), containers),
                    before,
                    "%s takes the place of %s".formatted(newest, oldest.name()));
            lettingGo.stop(
                    oldest, List.of(shift), change.service().grace(), change.farewell(oldest), Interruption.NONE);
        }
    }
}

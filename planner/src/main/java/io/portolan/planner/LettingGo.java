package io.portolan.planner;

import io.portolan.model.route.Route.Upstream;
import io.portolan.model.runtime.Attachment;
import io.portolan.model.runtime.ObservedContainer;
import io.portolan.planner.Step.Interruption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** How a container that should not be any more goes: visitors are served to the end, then it is stopped, then removed. */
final class LettingGo {
    private final World world;
    private final StackBlueprint stack;
    private final boolean repair;
    private final Draft draft;
    private final RoutePublication publication;

    LettingGo(World world, StackBlueprint stack, boolean repair, Draft draft, RoutePublication publication) {
        this.world = world;
        this.stack = stack;
        this.repair = repair;
        this.draft = draft;
        this.publication = publication;
    }

    /** @param settled ids of the steps after which nothing needs it */
    void remove(
            ObservedContainer container,
            List<String> settled,
            Duration grace,
            String reason,
            Interruption interruption) {
        List<String> before = new ArrayList<>(settled);
        if (World.isUp(container)) {
            String stop = "stop:" + container.name();
            before.add(draft.has(stop) ? stop : stop(container, settled, grace, reason, interruption));
        }
        draft.add("remove:" + container.name(), new Action.RemoveContainer(container.name()), before, reason);
    }

    /** Returns the id of the step after which it has ended. */
    String stop(
            ObservedContainer container,
            List<String> settled,
            Duration grace,
            String reason,
            Interruption interruption) {
        return draft.add(
                "stop:" + container.name(),
                new Action.StopContainer(container.name(), grace, stack.preStop(container)),
                answered(container, settled),
                reason,
                interruption);
    }

    private List<String> answered(ObservedContainer container, List<String> settled) {
        List<String> before = new ArrayList<>(drained(container, settled));
        List<Attachment> nameless = repair ? List.of() : new SharedNames(world, stack).without(container);
        if (!nameless.isEmpty()) {
            before.add(draft.add(
                    "withdraw:" + container.name(),
                    new Action.WithdrawNames(container.name(), nameless),
                    settled,
                    "who calls it by its name finds what takes its place from now on"));
        }
        return before;
    }

    /** What a container that visitors were led to until now waits for besides, before it is stopped. */
    private List<String> drained(ObservedContainer container, List<String> settled) {
        SortedSet<Integer> ports = world.observed().served().stream()
                .flatMap(c -> c.routes().stream())
                .flatMap(r -> r.upstreams().stream())
                .filter(u -> u.host().equals(container.name()))
                .map(Upstream::port)
                .collect(Collectors.toCollection(TreeSet::new));
        if (repair || ports.isEmpty() || publication.gate().isEmpty()) {
            return settled;
        }
        String how = world.desired().proxy().countsInFlight()
                ? "counted by the proxy"
                : "the proxy cannot count them: until it has no connection to it";
        return List.of(draft.add(
                "drain:" + container.name(),
                new Action.DrainContainer(container.name(), ports),
                settled,
                "requests under way are answered first (%s)".formatted(how)));
    }
}

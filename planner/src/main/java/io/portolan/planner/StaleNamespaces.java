package io.portolan.planner;

import io.portolan.model.runtime.ContainerSpec;
import io.portolan.model.runtime.ObservedContainer;
import io.portolan.model.stack.Sharing;
import io.portolan.planner.ContainerDiffer.Verdict;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Containers in a namespace of another that has begun anew since: they go on in the dead one, cut off from everybody,
 * and nothing but making them again helps.
 */
final class StaleNamespaces {
    private final World world;
    private final List<ServiceChange> before;

    /** @param before what happens to the services that this one depends on */
    StaleNamespaces(World world, List<ServiceChange> before) {
        this.world = world;
        this.before = before;
    }

    ServiceChange withReruns(ServiceChange change) {
        Map<String, Verdict> verdicts = new LinkedHashMap<>(change.verdicts());
        for (ContainerSpec container : change.service().containers()) {
            Verdict verdict = change.verdict(container);
            boolean runs = verdict == Verdict.KEEP || verdict == Verdict.START;
            if (runs && owners(container).stream().anyMatch(o -> begunAnew(o, container.name()))) {
                verdicts.put(container.name(), Verdict.RERUN);
            }
        }
        return new ServiceChange(change.service(), verdicts, change.leftovers(), change.isNew());
    }

    private static Set<String> owners(ContainerSpec container) {
        Set<String> owners = new TreeSet<>();
        Sharing sharing = container.runtime().host().sharing();
        container.networking().ofContainer().ifPresent(owners::add);
        for (String mode : List.of(sharing.pid(), sharing.ipc())) {
            if (mode.startsWith(Sharing.CONTAINER)) {
                owners.add(mode.substring(Sharing.CONTAINER.length()));
            }
        }
        return owners;
    }

    private boolean begunAnew(String owner, String guest) {
        boolean now = before.stream()
                .flatMap(c -> c.service().containers().stream()
                        .filter(s -> s.name().equals(owner))
                        .map(c::verdict))
                .anyMatch(Verdict::bringsUp);
        Optional<ObservedContainer> there = world.observed().container(owner);
        Optional<ObservedContainer> inside = world.observed().container(guest);
        boolean since = there.isPresent()
                && inside.isPresent()
                && there.get().state().startedAfter(inside.get().state());
        return now || since;
    }
}

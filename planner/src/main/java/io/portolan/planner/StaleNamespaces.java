package io.portolan.planner;

import io.portolan.model.runtime.ContainerSpec;
import io.portolan.model.runtime.ObservedContainer;
import io.portolan.planner.ContainerDiffer.Verdict;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Containers in the namespaces of others. When those begin anew, their guests go on in the dead ones, cut off from
 * everybody. A guest that is started again joins the new ones, unless its owner is another container by now: an engine
 * knows the owner by its id. And no guest can be started while its owner does not run.
 */
final class StaleNamespaces {
    private final World world;
    private final List<ServiceChange> before;
    private final boolean lenient;

    /**
     * @param before what happens to the services that this one depends on
     * @param lenient a guest whose owner stays down is left as it is
     */
    StaleNamespaces(World world, List<ServiceChange> before, boolean lenient) {
        this.world = world;
        this.before = before;
        this.lenient = lenient;
    }

    ServiceChange adjusted(ServiceChange change) {
        Map<String, Verdict> verdicts = new LinkedHashMap<>(change.verdicts());
        change.service().containers().stream()
                .filter(c -> !c.joins().isEmpty())
                .forEach(c -> verdicts.computeIfPresent(c.name(), (_, v) -> adjusted(c, v)));
        return change.leaving(verdicts);
    }

    private Verdict adjusted(ContainerSpec container, Verdict verdict) {
        Set<String> owners = container.joins();
        if (lenient && verdict.bringsUp() && owners.stream().anyMatch(this::staysDown)) {
            return Verdict.LEAVE;
        }
        Optional<ObservedContainer> there = world.containerNamed(container.name());
        if (there.isEmpty() || (verdict != Verdict.KEEP && verdict != Verdict.START)) {
            return verdict;
        }
        if (owners.stream().anyMatch(o -> isAnother(o, there.get()))) {
            return Verdict.REMAKE;
        }
        boolean stale = verdict == Verdict.KEEP && owners.stream().anyMatch(o -> begunAnew(o, there.get()));
        return stale ? Verdict.RESTART : verdict;
    }

    /** A user stopped it, or it is somebody else's and does not run: its guests wait for it as it is. */
    private boolean staysDown(String owner) {
        boolean up = world.container(owner).filter(World::isUp).isPresent();
        return !up && planned(owner).map(v -> v == Verdict.LEAVE).orElse(true);
    }

    private boolean isAnother(String owner, ObservedContainer guest) {
        boolean now = planned(owner).filter(Verdict::creates).isPresent();
        boolean since = !guest.joins().isEmpty()
                && world.container(owner)
                        .filter(o -> !guest.joins().contains(o.id())
                                && !guest.joins().contains(o.name()))
                        .isPresent();
        return now || since;
    }

    private boolean begunAnew(String owner, ObservedContainer guest) {
        boolean now = planned(owner).filter(Verdict::bringsUp).isPresent();
        boolean since = world.container(owner)
                .filter(o -> o.state().startedAfter(guest.state()))
                .isPresent();
        return now || since;
    }

    private Optional<Verdict> planned(String owner) {
        return before.stream()
                .flatMap(c -> c.service().containers().stream()
                        .filter(s -> s.name().equals(owner))
                        .map(c::verdict))
                .findFirst();
    }
}

package io.portolan.planner;

import io.portolan.model.runtime.ContainerSpec;
import io.portolan.model.runtime.ObservedContainer;
import io.portolan.model.runtime.ObservedContainer.Health;
import io.portolan.model.runtime.ObservedContainer.Status;
import io.portolan.model.stack.LifecycleSpec.Condition;
import io.portolan.model.stack.LifecycleSpec.Dependency;
import io.portolan.planner.ContainerDiffer.Verdict;
import io.portolan.planner.Step.Interruption;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Brings up what a service lacks: runs or starts its containers, and waits until they count. */
final class ServiceRollout {
    private final World world;
    private final boolean repair;
    private final Draft draft;
    private final Preparations preparations;
    private final Map<String, ServiceChange> changes = new LinkedHashMap<>();
    private final List<ReplicaWaves> waves;
    private final Set<String> awaited = new TreeSet<>();

    ServiceRollout(
            World world,
            boolean repair,
            Draft draft,
            Preparations preparations,
            Collection<ServiceChange> changes,
            List<ReplicaWaves> waves) {
        this.world = world;
        this.repair = repair;
        this.draft = draft;
        this.preparations = preparations;
        this.waves = waves;
        changes.forEach(c -> this.changes.put(c.service().name(), c));
    }

    /** Ids of the steps after which all that this plan brings up is ready. */
    Set<String> awaited() {
        return awaited;
    }

    /** The same of what does not wait until a container that is replaced was let go. */
    Set<String> awaitedFirst() {
        Set<String> first = new TreeSet<>(awaited);
        first.removeIf(id -> isDelayed(id.substring("await:".length())));
        return first;
    }

    private boolean isDelayed(String container) {
        return waves.stream().anyMatch(w -> w.delays(container));
    }

    /**
     * @param cleared ids of the steps that stop what is in the service's way
     * @param connected by container, ids of the steps that put it on its networks
     */
    void plan(ServiceChange change, List<String> cleared, Map<String, List<String>> connected) {
        Set<String> before = new TreeSet<>(preparations.of(change.service()));
        before.addAll(dependencies(change));
        if (change.destroyFirst()) {
            before.addAll(stopLeftovers(change, before));
        }
        before.addAll(cleared);
        for (ContainerSpec container : change.service().containers()) {
            Verdict verdict = change.verdict(container);
            if (verdict.bringsUp()) {
                Set<String> mine = new TreeSet<>(before);
                mine.addAll(connected.getOrDefault(container.name(), List.of()));
                waves.forEach(w -> mine.addAll(w.before(container)));
                bringUp(change, container, verdict, mine);
                await(change, container, List.of(step(container, verdict)));
                if (verdict == Verdict.REMAKE) {
                    remove(
                            Naming.aside(container.name()),
                            List.of("await:" + container.name()),
                            "%s has its volumes".formatted(container.name()));
                }
            } else if (verdict == Verdict.KEEP && !repair && (isOneShot(change) || !isReady(container))) {
                await(change, container, connected.getOrDefault(container.name(), List.of()));
            }
        }
    }

    private void bringUp(ServiceChange change, ContainerSpec container, Verdict verdict, Collection<String> before) {
        String reason = change.reason(container);
        List<String> all = new ArrayList<>(before);
        // Whose namespaces it shares runs before it does, whether or not the file says that it depends on that one.
        container.joins().forEach(o -> Stream.of("run:" + o, "start:" + o)
                .filter(draft::has)
                .forEach(all::add));
        ContainerSpec made = container;
        switch (verdict) {
            case KEEP, LEAVE -> throw new IllegalStateException(verdict + " brings nothing up");
            case START -> {}
            case RESTART -> all.addAll(stop(change, container, all, reason));
            case RUN ->
                made = change.setAside(container)
                        .map(o -> container.inheriting(o.name()))
                        .orElse(container);
            case RERUN -> all.add(remove(container.name(), all, reason));
            case REMAKE -> {
                all.addAll(stop(change, container, all, reason));
                made = container.inheriting(Naming.aside(container.name()));
                all.add(
                        change.setAside(container).isPresent()
                                ? remove(container.name(), all, reason)
                                : draft.add(
                                        "aside:" + container.name(),
                                        new Action.SetAside(container.name(), Naming.aside(container.name())),
                                        all,
                                        "its volumes go over to the one that takes its place"));
            }
        }
        draft.add(
                step(container, verdict),
                verdict.creates()
                        ? new Action.RunContainer(made)
                        : new Action.StartContainer(
                                container.name(), change.service().hooks().postStart()),
                all,
                reason);
    }

    private String remove(String container, Collection<String> before, String reason) {
        return draft.add("remove:" + container, new Action.RemoveContainer(container), before, reason);
    }

    /** One that runs goes on in namespaces that are gone: it serves nobody, and still ends in the order it asks for. */
    private List<String> stop(ServiceChange change, ContainerSpec container, List<String> before, String reason) {
        if (world.containerNamed(container.name()).filter(World::isUp).isEmpty()) {
            return List.of();
        }
        return List.of(draft.add(
                "stop:" + container.name(),
                new Action.StopContainer(
                        container.name(),
                        change.service().grace(),
                        change.service().hooks().preStop()),
                before,
                reason,
                Interruption.SERVICE_DOWN));
    }

    private void await(ServiceChange change, ContainerSpec container, List<String> before) {
        Condition condition = change.service().ready();
        String what =
                switch (condition) {
                    case STARTED -> "runs";
                    case HEALTHY -> "is healthy";
                    case COMPLETED_SUCCESSFULLY -> "has finished";
                };
        awaited.add(draft.add(
                "await:" + container.name(),
                new Action.AwaitContainer(container.name(), condition),
                before,
                "%s counts when it %s".formatted(change.service().name(), what)));
    }

    /** What this service waits for, of the services that the file says it depends on. */
    private List<String> dependencies(ServiceChange change) {
        List<String> ids = new ArrayList<>();
        for (Dependency dependency : change.service().spec().lifecycle().dependsOn()) {
            ServiceChange other = changes.get(dependency.service());
            if (other == null || !change.bringsUp()) {
                continue;
            }
            for (ContainerSpec container : other.service().containers()) {
                Verdict verdict = other.verdict(container);
                boolean started = dependency.condition() == Condition.STARTED || !dependency.required();
                String id = started && verdict.bringsUp() ? step(container, verdict) : "await:" + container.name();
                // The first of replicas that are replaced one by one is enough: the next waits for who depends on it.
                if (draft.has(id) && !isDelayed(container.name()) && !(started && !verdict.bringsUp())) {
                    ids.add(id);
                }
            }
        }
        return ids;
    }

    private List<String> stopLeftovers(ServiceChange change, Collection<String> before) {
        List<String> ids = new ArrayList<>();
        for (ObservedContainer leftover : change.leftovers()) {
            if (!World.isUp(leftover)) {
                continue;
            }
            String id = "stop:" + leftover.name();
            // Stopped early for another service's sake already: that step must not wait for more.
            ids.add(
                    draft.has(id)
                            ? id
                            : draft.add(
                                    id,
                                    new Action.StopContainer(
                                            leftover.name(),
                                            change.service().grace(),
                                            change.service().hooks().preStop()),
                                    before,
                                    "%s, and %s: the old container stops before the new one starts"
                                            .formatted(
                                                    change.service().containers().stream()
                                                            .filter(c -> change.verdict(c)
                                                                    .bringsUp())
                                                            .map(change::reason)
                                                            .findFirst()
                                                            .orElse(change.service()
                                                                            .name() + " changed"),
                                                    change.service().exclusiveBecause()),
                                    Interruption.SERVICE_DOWN));
        }
        return ids;
    }

    private boolean isReady(ContainerSpec container) {
        return world.containerNamed(container.name())
                .filter(c -> c.state().status() == Status.PAUSED || answers(c))
                .isPresent();
    }

    private static boolean answers(ObservedContainer container) {
        boolean well =
                container.state().health() == Health.NONE || container.state().health() == Health.HEALTHY;
        return container.state().running() && well;
    }

    private static boolean isOneShot(ServiceChange change) {
        return change.service().ready() == Condition.COMPLETED_SUCCESSFULLY;
    }

    private static String step(ContainerSpec container, Verdict verdict) {
        return (verdict.creates() ? "run:" : "start:") + container.name();
    }
}

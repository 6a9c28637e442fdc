package io.portolan.planner;

import io.portolan.model.Diagnostic;
import io.portolan.model.Labels;
import io.portolan.model.runtime.ContainerSpec;
import io.portolan.model.runtime.ObservedContainer;
import io.portolan.model.runtime.ObservedNetwork;
import io.portolan.model.runtime.ObservedVolume;
import io.portolan.model.runtime.VolumeSpec;
import io.portolan.model.stack.LifecycleSpec.Dependency;
import io.portolan.planner.Step.Interruption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Brings a stack to its specification. The order: prepare; bring up service after service; switch the routes when all
 * that is new is ready; see the routes answer; only then let go of what was before. So whatever fails, what served
 * before is still there: running, or, where two versions must not run side by side, stopped and ready to be started.
 */
final class StackRollout {
    private static final Duration GRACE = Duration.ofSeconds(10);

    private final World world;
    private final StackBlueprint stack;
    private final boolean repair;
    private final Draft draft;
    private final RoutePublication publication;
    private final LettingGo lettingGo;

    StackRollout(World world, StackBlueprint stack, boolean repair, Draft draft, RoutePublication publication) {
        this.world = world;
        this.stack = stack;
        this.repair = repair;
        this.draft = draft;
        this.publication = publication;
        this.lettingGo = new LettingGo(world, stack, repair, draft, publication);
    }

    void plan(NetworkDiffer networks) {
        List<ObservedContainer> ofStack = world.containersOf(stack.stack().id());
        Preparations preparations = new Preparations(world, stack, repair, draft);
        preparations.networks(networks);
        List<ServiceChange> changes = changes(ofStack);
        List<ObservedContainer> orphans = ofStack.stream()
                .filter(c -> stack.service(c.labels().getOrDefault(Labels.SERVICE, ""))
                        .isEmpty())
                .toList();
        preparations.plan(changes);

        Map<String, List<String>> connected = connect(changes);
        Map<String, List<String>> cleared = clearTheWay(changes, orphans, preparations);
        List<ReplicaWaves> waves = waves(changes);
        ServiceRollout rollout = new ServiceRollout(world, repair, draft, preparations, changes, waves);
        changes.forEach(c -> rollout.plan(c, cleared.getOrDefault(c.service().name(), List.of()), connected));

        publication.after(rollout.awaited());
        RouteAwaits routes = new RouteAwaits(world, stack.stack(), draft, publication);
        connected.values().forEach(publication::after);
        if (!repair) {
            Map<String, List<String>> listening = routes.upstreams(changes);
            listening.values().forEach(publication::after);
            Set<String> first = rollout.awaitedFirst();
            connected.values().forEach(first::addAll);
            waves.forEach(w -> w.plan(stack.stack(), draft, lettingGo, first, listening));
        }
        // Routes are published after everything is ready, and asked after they are published: the last of these is
        // enough to wait for.
        List<String> ready = publication.gate().isEmpty() ? List.copyOf(rollout.awaited()) : publication.gate();
        List<String> answered = repair ? List.of() : routes.answers(changes, ready);
        List<String> settled = answered.isEmpty() ? ready : answered;
        changes.forEach(c -> c.leftovers()
                .forEach(l -> lettingGo.remove(l, settled, c.service().grace(), c.farewell(l), Interruption.NONE)));
        orphans.forEach(o -> lettingGo.remove(
                o,
                settled,
                GRACE,
                "service %s is not in the file any more"
                        .formatted(o.labels().getOrDefault(Labels.SERVICE, "of an unknown name")),
                Interruption.SERVICE_DOWN));
        removeUnusedNetworks(settled);
        List<String> helpers = removeHelpers(world, stack, draft);
        removeUnusedGrants(settled, helpers);
        if (!repair) {
            changes.forEach(c -> noteRestarts(c, changes));
        }
    }

    /** Where there is a proxy to lead visitors from one to the next. */
    private List<ReplicaWaves> waves(List<ServiceChange> changes) {
        return repair || publication.gate().isEmpty()
                ? List.of()
                : changes.stream()
                        .map(c -> ReplicaWaves.of(c, stack.stack(), world, draft))
                        .toList();
    }

    private List<ServiceChange> changes(List<ObservedContainer> ofStack) {
        ContainerDiffer differ = new ContainerDiffer(world, stack.stack(), repair, draft);
        Stranded stranded = new Stranded(world, stack, draft);
        List<ServiceChange> changes = new ArrayList<>();
        for (ServiceBlueprint service : stack.services()) {
            ServiceChange change = ServiceChange.of(service, ofStack, differ, repair);
            StaleNamespaces namespaces = new StaleNamespaces(world, changes, draft.isLenient());
            // Guests of what is left as it is are left too; and a guest is not taken down to be made again of nothing.
            changes.add(
                    draft.isLenient()
                            ? stranded.left(namespaces.adjusted(stranded.left(change)))
                            : namespaces.adjusted(change));
        }
        return changes;
    }

    /** Networks of an earlier version of the file, once every container has left them. */
    private void removeUnusedNetworks(List<String> settled) {
        Set<String> wanted = stack.networks().stream().map(StackNetwork::name).collect(Collectors.toSet());
        for (ObservedNetwork network : world.networksOf(stack.stack().id())) {
            if (wanted.contains(network.name()) || LinkRollout.isOfLink(network)) {
                continue;
            }
            List<String> before = new ArrayList<>(settled);
            boolean strangers = false;
            List<ObservedContainer> byName = world.observed().containers().stream()
                    .sorted(Comparator.comparing(ObservedContainer::name))
                    .toList();
            for (ObservedContainer guest : byName) {
                if (guest.attachment(network.name()).isPresent()) {
                    String left = "disconnect:" + guest.name() + "@" + network.name();
                    String removed = "remove:" + guest.name();
                    strangers |= !draft.has(left) && !draft.has(removed);
                    List.of(left, removed).stream().filter(draft::has).forEach(before::add);
                }
            }
            if (!strangers) {
                draft.add(
                        "remove-network:" + network.name(),
                        new Action.RemoveNetwork(network.name()),
                        before,
                        "no service of the file is on it");
            }
        }
    }

    static List<String> removeHelpers(World world, StackBlueprint stack, Draft draft) {
        return world.helpersOf(stack.stack().id()).stream()
                .map(h -> draft.add(
                        "remove:" + h.name(),
                        new Action.RemoveContainer(h.name()),
                        List.of(),
                        "it was to write files, and was left in the middle"))
                .toList();
    }

    /** Configs and secrets of versions that are gone, once every container that read them is. */
    private void removeUnusedGrants(List<String> settled, List<String> helpers) {
        Set<String> wanted = stack.volumes().stream().map(VolumeSpec::name).collect(Collectors.toSet());
        List<String> before = new ArrayList<>(settled);
        before.addAll(helpers);
        world.containersOf(stack.stack().id()).stream()
                .map(c -> "remove:" + c.name())
                .filter(draft::has)
                .forEach(before::add);
        if (versionStays()) {
            return;
        }
        for (ObservedVolume grants : world.grantsOf(stack.stack().id())) {
            if (!wanted.contains(grants.name())) {
                draft.add(
                        "remove-volume:" + grants.name(),
                        new Action.RemoveVolume(grants.name()),
                        before,
                        "configs and secrets that no container reads any more");
            }
        }
    }

    /** Where what replaces it cannot be brought up, a container of another version stays, and what it reads with it. */
    private boolean versionStays() {
        Set<String> wanted = stack.containerNames();
        return world.containersOf(stack.stack().id()).stream()
                .map(ObservedContainer::name)
                .anyMatch(n -> !wanted.contains(n) && !draft.has("remove:" + n));
    }

    private Map<String, List<String>> connect(List<ServiceChange> changes) {
        AttachmentDiffer attachments = new AttachmentDiffer(world, draft);
        Map<String, List<String>> connected = new HashMap<>();
        for (ServiceChange change : changes) {
            for (ContainerSpec container : change.service().containers()) {
                switch (change.verdict(container)) {
                    case KEEP, LEAVE, START, RESTART ->
                        world.containerNamed(container.name())
                                .filter(world::isOurs)
                                .ifPresent(there -> {
                                    List<String> joined = attachments.connect(container, there);
                                    connected.put(there.name(), joined);
                                    disconnect(container, there, joined, attachments);
                                });
                    case RUN, RERUN, REMAKE -> {}
                }
            }
        }
        return connected;
    }

    private void disconnect(
            ContainerSpec wanted, ObservedContainer there, List<String> joined, AttachmentDiffer attachments) {
        if (attachments.changesDestination(wanted, there)) {
            // It goes on serving: the proxy has to take the other way when this one is gone.
            publication.renewAfter(attachments.disconnectOthers(wanted, there, joined));
            return;
        }
        List<String> before = new ArrayList<>(publication.gate());
        before.addAll(joined);
        attachments.disconnectOthers(wanted, there, before);
    }

    /**
     * Stops containers of other services that stand in a service's way: they hold a host port that it is to have, or
     * they are of a service that the file no longer has while this one is new and writes to volumes, which is what
     * renaming a database's service looks like. These stops wait for preparations only, so that they can never wait for
     * something that waits for them.
     */
    private Map<String, List<String>> clearTheWay(
            List<ServiceChange> changes, List<ObservedContainer> orphans, Preparations preparations) {
        Map<String, List<String>> cleared = new HashMap<>();
        for (ServiceChange change : changes) {
            if (!change.bringsUp()) {
                continue;
            }
            Set<ObservedContainer> inTheWay = new LinkedHashSet<>();
            List<ObservedContainer> others = new ArrayList<>(orphans);
            changes.stream().filter(c -> !c.equals(change)).forEach(c -> others.addAll(c.leftovers()));
            others.stream()
                    .filter(o -> change.service().hostPorts().stream().anyMatch(p -> HeldPorts.publishes(o, p)))
                    .forEach(inTheWay::add);
            if (change.isNew() && change.destroyFirst()) {
                inTheWay.addAll(orphans);
            }
            inTheWay.stream().filter(World::isUp).forEach(o -> cleared.computeIfAbsent(
                            change.service().name(), _ -> new ArrayList<>())
                    .add(draft.add(
                            "stop:" + o.name(),
                            new Action.StopContainer(o.name(), GRACE, stack.preStop(o)),
                            preparations.all(),
                            "it makes room for " + change.service().name(),
                            Interruption.SERVICE_DOWN)));
        }
        return cleared;
    }

    /** A dependant notices a replaced dependency by its connections; it is not restarted for it. */
    private void noteRestarts(ServiceChange change, List<ServiceChange> all) {
        for (Dependency dependency : change.service().spec().lifecycle().dependsOn()) {
            boolean replaced = all.stream()
                    .anyMatch(c -> c.service().name().equals(dependency.service())
                            && c.creates()
                            && !c.leftovers().isEmpty());
            if (dependency.restart() && replaced && !change.bringsUp()) {
                draft.say(Diagnostic.info(
                                "depends-on.restart",
                                "service %s is not restarted although %s is replaced: its name leads to the new one"
                                        .formatted(change.service().name(), dependency.service()))
                        .about("stack " + stack.stack().name())
                        .suggest("portolan stack restart " + stack.stack().name()));
            }
        }
    }
}

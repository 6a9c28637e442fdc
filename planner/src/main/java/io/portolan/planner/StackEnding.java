package io.portolan.planner;

import io.portolan.model.Diagnostic;
import io.portolan.model.Labels;
import io.portolan.model.runtime.ObservedContainer;
import io.portolan.model.runtime.ObservedContainer.Status;
import io.portolan.model.runtime.ObservedVolume;
import io.portolan.planner.Desired.StackState.Removal;
import io.portolan.planner.Step.Interruption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Stops or removes a stack, dependants before what they depend on. */
final class StackEnding {
    private static final Duration GRACE = Duration.ofSeconds(10);

    private final World world;
    private final StackBlueprint stack;
    private final Draft draft;
    private final RoutePublication publication;

    StackEnding(World world, StackBlueprint stack, Draft draft, RoutePublication publication) {
        this.world = world;
        this.stack = stack;
        this.draft = draft;
        this.publication = publication;
    }

    /** Its routes stay claimed, its containers stay where they are. */
    void stop() {
        publication.after(
                stopAll(List.of(), "stack %s is stopped".formatted(stack.stack().name())));
    }

    void remove() {
        String reason = "stack %s is removed".formatted(stack.stack().name());
        List<String> gone = new ArrayList<>(stopAll(publication.gate(), reason));
        gone.addAll(publication.gate());
        List<String> removed = new ArrayList<>();
        for (ObservedContainer container : dependantsFirst()) {
            if (container.state().status() != Status.REMOVING) {
                removed.add(draft.add(
                        "remove:" + container.name(), new Action.RemoveContainer(container.name()), gone, reason));
            }
        }
        removed.addAll(publication.gate());
        removed.addAll(StackRollout.removeHelpers(world, stack, draft));
        world.networksOf(stack.stack().id()).stream()
                .filter(n -> !LinkRollout.isOfLink(n))
                .forEach(n -> removeNetwork(n.name(), removed, reason));
        world.grantsOf(stack.stack().id())
                .forEach(v ->
                        draft.add("remove-volume:" + v.name(), new Action.RemoveVolume(v.name()), removed, reason));
        if (stack.stack().state().removing() == Removal.WITH_VOLUMES) {
            volumes()
                    .forEach(v -> draft.add(
                            "remove-volume:" + v.name(),
                            new Action.RemoveVolume(v.name()),
                            removed,
                            reason + " with its volumes"));
        }
    }

    private List<String> stopAll(List<String> before, String reason) {
        List<String> stopped = new ArrayList<>(before);
        List<String> ids = new ArrayList<>();
        for (ObservedContainer container : dependantsFirst()) {
            if (World.isUp(container)) {
                Duration grace = stack.service(container.labels().getOrDefault(Labels.SERVICE, ""))
                        .map(ServiceBlueprint::grace)
                        .orElse(GRACE);
                String id = draft.add(
                        "stop:" + container.name(),
                        new Action.StopContainer(container.name(), grace, stack.preStop(container)),
                        stopped,
                        reason,
                        Interruption.SERVICE_DOWN);
                // One after the other: a service that ends in order may still need what it depends on.
                stopped = List.of(id);
                ids.add(id);
            }
        }
        return ids;
    }

    private List<ObservedContainer> dependantsFirst() {
        List<String> order =
                stack.services().stream().map(ServiceBlueprint::name).toList();
        return world.containersOf(stack.stack().id()).stream()
                .sorted(Comparator.comparingInt((ObservedContainer c) ->
                                -order.indexOf(c.labels().getOrDefault(Labels.SERVICE, "")))
                        .thenComparing(ObservedContainer::name))
                .toList();
    }

    private void removeNetwork(String network, List<String> before, String reason) {
        List<String> guests = world.observed().containers().stream()
                .filter(c -> c.attachment(network).isPresent())
                .filter(c -> !isOfStack(c))
                .map(ObservedContainer::name)
                .sorted()
                .toList();
        if (!guests.isEmpty()) {
            draft.say(Diagnostic.error(
                            "network.in-use",
                            "network %s cannot be removed: other containers are on it: %s"
                                    .formatted(network, String.join(", ", guests)))
                    .about("stack " + stack.stack().name())
                    .suggest("docker network disconnect %s %s".formatted(network, guests.getFirst())));
            return;
        }
        draft.add("remove-network:" + network, new Action.RemoveNetwork(network), before, reason);
    }

    private boolean isOfStack(ObservedContainer container) {
        return world.isOurs(container)
                && stack.stack().id().equals(container.labels().get(Labels.STACK));
    }

    private List<ObservedVolume> volumes() {
        return world.observed().volumes().stream()
                .filter(v -> world.isOurs(v.labels()))
                .filter(v -> stack.stack().id().equals(v.labels().get(Labels.STACK)))
                .sorted(Comparator.comparing(ObservedVolume::name))
                .toList();
    }
}

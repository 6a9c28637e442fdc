package io.portolan.engine.service;

import io.portolan.engine.Locks;
import io.portolan.engine.rollout.Rollouts;
import io.portolan.engine.state.DesiredState;
import io.portolan.engine.store.StackRecord;
import io.portolan.engine.store.Store;
import io.portolan.model.Diagnostic;
import io.portolan.planner.Desired;
import io.portolan.planner.JoinRules;
import io.portolan.planner.JoinedServices;
import io.portolan.planner.Scope;
import java.util.List;

/** Puts services of a running stack on the network of its destination and takes them off it. No container is replaced. */
final class DestinationConnections {
    private final Store store;
    private final Rollouts rollouts;
    private final DesiredState desiredState;
    private final StackChanges changes;

    DestinationConnections(Store store, Rollouts rollouts, DesiredState desiredState, StackChanges changes) {
        this.store = store;
        this.rollouts = rollouts;
        this.desiredState = desiredState;
        this.changes = changes;
    }

    /** @param services names, or {@link JoinedServices#ALL} */
    void join(StackRecord stack, List<String> services) {
        requireSome(services);
        change(stack, services, true);
    }

    /** @param services names, or {@link JoinedServices#ALL} */
    void leave(StackRecord stack, List<String> services) {
        requireSome(services);
        change(stack, services, false);
    }

    private void change(StackRecord seen, List<String> services, boolean join) {
        if (seen.active().isEmpty()) {
            throw Lookups.neverLive(seen.name());
        }
        try (Locks.Held _ = changes.lock(seen)) {
            StackRecord stack = store.stackById(seen.id()).orElseThrow(() -> Lookups.missing("stack", seen.name()));
            Desired.Stack active = desiredState.active(stack).orElseThrow(() -> Lookups.neverLive(seen.name()));
            List<String> known = active.spec().serviceNames();
            requireKnown(stack.name(), services, known);
            JoinedServices before = stack.placement().joined();
            JoinedServices after = join ? before.with(services) : before.without(services, known);
            Desired.Stack wanted =
                    active.placed(new Desired.Placement(stack.placement().destination(), after));
            List<Diagnostic> impossible = JoinRules.of(wanted);
            if (join && !impossible.isEmpty()) {
                throw new Refused(Refused.Kind.PLAN_ERRORS, impossible);
            }
            store.setJoined(stack.id(), after);
            // As a repair: connecting a network starts nothing that a user stopped.
            List<Diagnostic> failures = rollouts.change(stack, wanted, new Scope.Repair(stack.id()));
            if (!failures.isEmpty()) {
                store.setJoined(stack.id(), before);
                throw new Refused(Refused.Kind.CONFLICT, failures);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        rollouts.refresh();
    }

    private static void requireSome(List<String> services) {
        if (services.isEmpty()) {
            throw new Refused(
                    Refused.Kind.INVALID,
                    Diagnostic.error("join.nothing", "no service is named")
                            .suggest("name services of the stack, or all"));
        }
    }

    private static void requireKnown(String stack, List<String> services, List<String> known) {
        for (String service : services) {
            if (!service.equals(JoinedServices.ALL) && !known.contains(service)) {
                throw new Refused(
                        Refused.Kind.NOT_FOUND,
                        Diagnostic.error(
                                        "service.unknown", "stack %s has no service named %s".formatted(stack, service))
                                .suggest("there are: " + String.join(", ", known)));
            }
        }
    }
}

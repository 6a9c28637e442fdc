package io.portolan.engine.service;

import io.portolan.engine.Locks;
import io.portolan.engine.rollout.Rollouts;
import io.portolan.engine.state.DesiredState;
import io.portolan.engine.store.Conflict;
import io.portolan.engine.store.StackRecord;
import io.portolan.engine.store.Store;
import io.portolan.model.Diagnostic;
import io.portolan.planner.Desired;
import io.portolan.planner.Desired.StackState.Removal;
import io.portolan.planner.Scope;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Changes of a stack that bring no new revision: stopped, started, restarted, removed. One at a time for each stack. */
final class StackChanges {
    private final Store store;
    private final Rollouts rollouts;
    private final DesiredState desiredState;
    private final StackStreams streams;
    private final Locks locks;

    StackChanges(Store store, Rollouts rollouts, DesiredState desiredState, StackStreams streams, Locks locks) {
        this.store = store;
        this.rollouts = rollouts;
        this.desiredState = desiredState;
        this.streams = streams;
        this.locks = locks;
    }

    Locks.Held lock(StackRecord stack) {
        try {
            return locks.tryHold(stack.id()).orElseThrow(() -> busy(stack));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw busy(stack);
        }
    }

    /** The stack together with those that it is linked to. */
    Locks.Held lock(StackRecord stack, Collection<String> others) {
        if (others.isEmpty()) {
            return lock(stack);
        }
        List<String> all = new ArrayList<>(others);
        all.add(stack.id());
        try {
            return locks.tryHoldAll(all)
                    .orElseThrow(() -> new Refused(
                            Refused.Kind.CONFLICT,
                            Diagnostic.error(
                                            "stack.busy",
                                            "something is under way with stack %s or one that it is linked to"
                                                    .formatted(stack.name()))
                                    .suggest("wait until it has ended: portolan stack ls")));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw busy(stack);
        }
    }

    private static Refused busy(StackRecord stack) {
        return new Refused(
                Refused.Kind.CONFLICT,
                Diagnostic.error("stack.busy", "something is under way with stack " + stack.name())
                        .suggest("wait until it has ended: portolan stack show " + stack.name()));
    }

    void stop(StackRecord stack) {
        changeTo(stack, true);
    }

    void start(StackRecord stack) {
        changeTo(stack, false);
    }

    private void changeTo(StackRecord seen, boolean stopped) {
        requireLive(seen);
        try (Locks.Held _ = lock(seen)) {
            store.setStopped(seen.id(), stopped);
            StackRecord stack = store.stackById(seen.id()).orElseThrow();
            Desired.Stack wanted = desiredState.active(stack).orElseThrow();
            check(
                    rollouts.change(stack, wanted, new Scope.Return(stack.id())),
                    "stack " + stack.name() + (stopped ? " was not stopped" : " was not started"));
            rollouts.refresh();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    void restart(StackRecord stack) {
        requireLive(stack);
        try (Locks.Held _ = lock(stack)) {
            Lookups.reachably(() -> {
                streams.restart(stack);
                return true;
            });
            rollouts.refresh();
        }
    }

    void remove(StackRecord seen, boolean volumes) {
        try (Locks.Held _ = lock(seen)) {
            setRemoving(seen, volumes ? Removal.WITH_VOLUMES : Removal.KEEP_VOLUMES);
            StackRecord stack = store.stackById(seen.id()).orElseThrow();
            check(rollouts.remove(stack), "stack " + stack.name() + " is not removed yet");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void setRemoving(StackRecord stack, Removal removal) {
        try {
            store.setRemoving(stack.id(), removal);
        } catch (Conflict linked) {
            throw new Refused(
                    Refused.Kind.CONFLICT,
                    Diagnostic.error(
                                    "stack.linked",
                                    "stack %s is not removed: %s".formatted(stack.name(), linked.getMessage()))
                            .suggest(
                                    "remove the links first: portolan link ls shows them, portolan link rm removes one"));
        }
    }

    /** Removes the volumes that an earlier removal kept. */
    void removeKept(StackRecord retired) {
        try (Locks.Held _ = lock(retired)) {
            check(
                    rollouts.remove(retired.removed(Removal.WITH_VOLUMES)),
                    "the volumes of stack " + retired.name() + " are not removed yet");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void requireLive(StackRecord stack) {
        if (stack.active().isEmpty()) {
            throw Lookups.neverLive(stack.name());
        }
    }

    private static void check(List<Diagnostic> failures, String what) {
        if (!failures.isEmpty()) {
            List<Diagnostic> all = new ArrayList<>();
            all.add(Diagnostic.error("stack.change-failed", what)
                    .suggest("Portolan goes on trying; see portolan status"));
            all.addAll(failures);
            throw new Refused(Refused.Kind.CONFLICT, all);
        }
    }
}

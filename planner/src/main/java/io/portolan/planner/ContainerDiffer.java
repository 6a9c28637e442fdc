package io.portolan.planner;

import io.portolan.model.Diagnostic;
import io.portolan.model.runtime.ContainerSpec;
import io.portolan.model.runtime.ObservedContainer;
import io.portolan.model.stack.LifecycleSpec.Condition;
import io.portolan.planner.Desired.Stack;
import java.util.Optional;

/** What has to happen to a container that should be there. */
final class ContainerDiffer {
    private final World world;
    private final Stack stack;
    private final boolean repair;
    private final Draft draft;

    ContainerDiffer(World world, Stack stack, boolean repair, Draft draft) {
        this.world = world;
        this.stack = stack;
        this.repair = repair;
        this.draft = draft;
    }

    enum Verdict {
        /** It is there and does what it should. */
        KEEP,
        /** It does not run and should not: finished, or stopped by a user. */
        LEAVE,
        RUN,
        START,
        /** It runs in namespaces of another that have begun anew: stopped, and started in the new ones. */
        RESTART,
        /** It cannot be started as it is: removed, and made again. */
        RERUN,
        /** It was made to share what is no more: made again, with the volumes that are its alone. */
        REMAKE;

        boolean bringsUp() {
            return this != KEEP && this != LEAVE;
        }

        boolean creates() {
            return this == RUN || this == RERUN || this == REMAKE;
        }
    }

    /** @param hasLeftovers containers of another version of the service exist, so a rollout died here */
    Verdict verdict(ServiceBlueprint service, ContainerSpec wanted, boolean hasLeftovers) {
        boolean oneShot = service.ready() == Condition.COMPLETED_SUCCESSFULLY;
        boolean finished = oneShot && stack.state().completed().contains(wanted.name());
        Optional<ObservedContainer> there = world.containerNamed(wanted.name());
        if (there.isEmpty()) {
            return finished ? Verdict.LEAVE : Verdict.RUN;
        }
        if (!world.isOurs(there.get())) {
            draft.object(Diagnostic.error(
                            "container.foreign",
                            "a container named %s exists, and this Portolan did not make it; it stands where %s of stack %s should"
                                    .formatted(wanted.name(), service.name(), stack.name()))
                    .suggest("remove it: docker rm -f " + wanted.name()));
            return Verdict.LEAVE;
        }
        if (repair) {
            draft.say(Relabelled.of(
                    "container " + wanted.name(),
                    "docker rm -f " + wanted.name(),
                    wanted.labels(),
                    there.get().labels()));
        }
        return switch (there.get().state().status()) {
            // Started again it stays as it is, and runs its commands.
            case RUNNING, RESTARTING -> hasNotStarted(wanted.name()) ? Verdict.START : Verdict.KEEP;
            case PAUSED -> {
                draft.say(Diagnostic.warning(
                                "container.paused",
                                "container %s is paused: somebody paused it, and it stays so".formatted(wanted.name()))
                        .suggest("docker unpause " + wanted.name()));
                yield Verdict.KEEP;
            }
            case CREATED -> finished ? Verdict.LEAVE : Verdict.START;
            case DEAD -> finished ? Verdict.LEAVE : Verdict.RERUN;
            // Its name is free in a moment.
            case REMOVING -> finished ? Verdict.LEAVE : Verdict.RUN;
            case EXITED -> exited(there.get(), oneShot, finished, hasLeftovers);
        };
    }

    private boolean hasNotStarted(String container) {
        return stack.state().starting().contains(container);
    }

    private Verdict exited(ObservedContainer there, boolean oneShot, boolean finished, boolean hasLeftovers) {
        boolean neverRan = !there.state().error().isEmpty();
        if (oneShot) {
            if (finished || (there.state().exitCode() == 0 && !neverRan)) {
                return Verdict.LEAVE;
            }
            return repair && !neverRan ? Verdict.LEAVE : Verdict.RERUN;
        }
        // In a repair an exited container was stopped by its user, unless the engine failed to start it, or a rollout
        // stopped it, or was about to make room for a replacement, and died.
        boolean stoppedByUs =
                hasLeftovers || stack.state().stopping().contains(there.name()) || hasNotStarted(there.name());
        return !repair || neverRan || stoppedByUs ? Verdict.START : Verdict.LEAVE;
    }
}

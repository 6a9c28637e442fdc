package io.portolan.store;

import io.portolan.engine.store.Conflict;
import io.portolan.engine.store.ContainerMark;
import io.portolan.engine.store.Revision;
import io.portolan.engine.store.StackRecord;
import io.portolan.engine.store.Store.Acceptance;
import io.portolan.planner.Reservations;

/** The life of a candidate: accepted, then promoted or failed; and the end of a stack. Within one transaction. */
final class Rollouts {
    private final Rows rows;

    Rollouts(Rows rows) {
        this.rows = rows;
    }

    void accept(Acceptance acceptance) {
        StackRecord stack = acceptance.stack();
        Revision revision = acceptance.revision();
        if (!revision.stackId().equals(stack.id()) || stack.candidate().orElse(0) != revision.number()) {
            throw new IllegalStateException("an accepted stack's candidate is the accepted revision: stack "
                    + stack.id() + ", revision " + revision.number() + " of " + revision.stackId());
        }
        Reservations reservations = acceptance.reservations();
        rows.destinations().require(stack.placement().destination());
        rows.stacks().put(stack);
        rows.revisions().addCandidate(revision, stack.name());
        rows.variables().add(stack.id(), acceptance.generated());
        rows.subnets().reserve(stack.id(), reservations.subnets());
        rows.ports().reserve(stack.id(), reservations.hostPorts());
        rows.domains().want(stack.id(), revision.number(), acceptance.domains());
        rows.links().want(stack.id(), acceptance.links());
        rows.domains().requireHeld(stack.id(), reservations.domains());
    }

    void promote(String stack, int revision, Reservations kept) {
        requireCandidate(stack, revision);
        rows.revisions().activate(stack, revision);
        rows.stacks().setActive(stack, revision);
        rows.domains().promote(stack, revision, kept.domains());
        rows.links().promote(stack);
        release(stack, kept);
    }

    void fail(String stack, int revision, String reason, Reservations kept) {
        requireCandidate(stack, revision);
        rows.revisions().fail(stack, revision, reason);
        rows.stacks().dropCandidate(stack);
        rows.domains().fail(stack);
        rows.links().fail(stack);
        release(stack, kept);
    }

    void remove(String stack, boolean volumesKept) {
        release(stack, Reservations.none());
        rows.domains().forget(stack);
        rows.links().forget(stack);
        for (ContainerMark mark : ContainerMark.values()) {
            rows.marks(mark).forget(stack);
        }
        rows.revisions().forget(stack);
        if (volumesKept) {
            rows.stacks().retire(stack);
        } else {
            rows.stacks().delete(stack);
        }
    }

    private void requireCandidate(String id, int revision) {
        StackRecord stack = rows.stacks().require(id);
        if (stack.candidate().orElse(0) != revision) {
            throw new Conflict("revision %d of stack %s is no longer its candidate: another deploy took its place"
                    .formatted(revision, stack.name()));
        }
    }

    private void release(String stack, Reservations kept) {
        rows.subnets().keep(stack, kept.subnets().keySet());
        rows.ports().keep(stack, kept.hostPorts());
    }
}

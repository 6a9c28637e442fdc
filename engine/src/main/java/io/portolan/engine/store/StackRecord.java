package io.portolan.engine.store;

import io.portolan.planner.Desired;
import io.portolan.planner.Desired.StackState.Removal;
import io.portolan.planner.JoinedServices;
import java.time.Instant;
import java.util.Objects;
import java.util.OptionalInt;

/**
 * A stack.
 *
 * @param slug unique on its server, never changes
 * @param active the revision that the reconciler keeps true; empty before the first deploy succeeded
 * @param candidate the revision that a rollout owns; only its success makes it active
 * @param stopped the user stopped it
 * @param removing its removal has begun and is finished even if the daemon ends meanwhile
 */
public record StackRecord(
        String id,
        String name,
        String slug,
        Placement placement,
        OptionalInt active,
        OptionalInt candidate,
        boolean stopped,
        Removal removing,
        Instant createdAt) {
    public StackRecord {
        Objects.requireNonNull(id, "id");
    }

    /** The same stack on its way out. */
    public StackRecord removed(Removal removal) {
        return new StackRecord(id, name, slug, placement, active, candidate, stopped, removal, createdAt);
    }

    /** The same stack at another place of its server. */
    public StackRecord placed(Desired.Placement place) {
        Placement p = placement;
        return new StackRecord(
                id,
                name,
                slug,
                new Placement(p.team(), p.project(), p.environment(), p.server(), place.destination(), place.joined()),
                active,
                candidate,
                stopped,
                removing,
                createdAt);
    }

    /** @param joined services on the destination's network without a domain */
    public record Placement(
            String team, String project, String environment, String server, String destination, JoinedServices joined) {
        /** As the planner knows it. */
        public Desired.Placement place() {
            return new Desired.Placement(destination, joined);
        }
    }
}

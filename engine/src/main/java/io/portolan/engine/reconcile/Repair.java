package io.portolan.engine.reconcile;

import io.portolan.planner.Plan;
import io.portolan.planner.Step;
import java.util.Map;

/**
 * One part of what differs, with the plan that repairs it.
 *
 * @param key under which it is locked: a stack's id, or {@link Reconciler#INFRASTRUCTURE}
 * @param subject for people: {@code stack blog}
 * @param breaks by the id of a step, what does not work until it is carried out
 */
public record Repair(String key, String subject, Plan plan, Map<String, String> breaks) {
    public Repair {
        breaks = Map.copyOf(breaks);
    }

    /** What does not work until the step is carried out; "" for one that is only a part of another repair. */
    public String breaks(Step step) {
        return breaks.getOrDefault(step.id(), "");
    }
}

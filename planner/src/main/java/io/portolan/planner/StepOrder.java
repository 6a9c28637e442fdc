package io.portolan.planner;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Brings steps into an order in which they can be carried out one by one. */
final class StepOrder {
    private StepOrder() {}

    /**
     * Every step after those it depends on, otherwise as they stand. Dependencies on steps that turned out not to be
     * needed are dropped.
     */
    static List<Step> sort(List<Step> steps) {
        Map<String, Step> byId = new HashMap<>();
        steps.forEach(s -> byId.put(s.id(), s));
        List<Step> sorted = new ArrayList<>();
        Set<String> done = new HashSet<>();
        for (Step step : steps) {
            visit(step, byId, done, new HashSet<>(), sorted);
        }
        return List.copyOf(sorted);
    }

    private static void visit(
            Step step, Map<String, Step> byId, Set<String> done, Set<String> open, List<Step> sorted) {
        if (done.contains(step.id())) {
            return;
        }
        if (!open.add(step.id())) {
            throw new IllegalStateException("steps depend on each other in a circle: " + open);
        }
        List<String> needed =
                step.dependsOn().stream().filter(byId::containsKey).toList();
        for (String id : needed) {
            Step before = byId.get(id);
            if (before != null) {
                visit(before, byId, done, open, sorted);
            }
        }
        open.remove(step.id());
        done.add(step.id());
        sorted.add(new Step(step.id(), step.action(), needed, step.reason(), step.interruption(), step.downtime()));
    }
}

package io.portolan.planner;

import io.portolan.model.runtime.Observed;
import java.util.List;

/** Turns what should be and what is into a plan. Same input, same plan; the order of lists in the input is irrelevant. */
public final class Planner {
    private Planner() {}

    public static Plan plan(Desired desired, Scope scope, Observed observed, Facts facts) {
        return new Plan(List.of(), Reservations.none(), List.of());
    }
}

package io.portolan.planner;

import io.portolan.model.Diagnostic;
import java.util.List;

/**
 * The ordered steps from what is to what should be. Steps stand in an order in which they can be carried out one by one;
 * {@link Step#dependsOn()} says what may also go side by side.
 *
 * @param reservations what the plan takes when it is accepted
 * @param diagnostics with an error among them there are no steps
 */
public record Plan(List<Step> steps, Reservations reservations, List<Diagnostic> diagnostics) {
    public Plan {
        steps = List.copyOf(steps);
        diagnostics = List.copyOf(diagnostics);
        if (Diagnostic.anyError(diagnostics) && !steps.isEmpty()) {
            throw new IllegalStateException("a plan with errors has no steps");
        }
    }

    public boolean isEmpty() {
        return steps.isEmpty();
    }

    public boolean hasErrors() {
        return Diagnostic.anyError(diagnostics);
    }
}

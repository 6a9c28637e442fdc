package io.portolan.engine.view;

import io.portolan.model.Diagnostic;
import java.util.List;
import java.util.Optional;

/**
 * A plan as {@code stack plan} prints it.
 *
 * @param id by which it can be applied; "" where the plan has errors
 */
public record PlanView(String id, String stack, List<StepView> steps, List<Diagnostic> diagnostics) {
    public PlanView {
        steps = List.copyOf(steps);
        diagnostics = List.copyOf(diagnostics);
    }

    public boolean hasErrors() {
        return Diagnostic.anyError(diagnostics);
    }

    /**
     * @param action {@code create-network}, {@code run-container}, …
     * @param detail what is made, in a line: subnet, networks and aliases, routes
     * @param interruption {@code none}, {@code service-down}, {@code connections-reset}
     * @param estimateSeconds how long the service is down; empty where that is not known, and where nothing is down
     * @param estimate the same for people, with what it is made of or why it is not known; "" where nothing is down
     */
    public record StepView(
            String id,
            String action,
            String target,
            String reason,
            List<String> dependsOn,
            String interruption,
            Optional<Integer> estimateSeconds,
            String estimate,
            String detail) {}
}

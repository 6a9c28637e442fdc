package io.portolan.cli.stack;

import com.fasterxml.jackson.databind.JsonNode;
import io.portolan.cli.client.DiagnosticJson;
import io.portolan.cli.client.Json;
import io.portolan.cli.compose.Places;
import io.portolan.model.Diagnostic;
import java.util.ArrayList;
import java.util.List;

/**
 * A plan as the daemon made it.
 *
 * @param document what it answered
 * @param diagnostics its own and those from packing the files, with places as seen from here
 */
record Plan(JsonNode document, String id, String stack, List<Step> steps, List<Diagnostic> diagnostics, Places places) {
    static final String NO_INTERRUPTION = "none";

    /**
     * @param estimateSeconds how long a service is down, or "" where that is not known
     * @param estimate the same for people, with what it is made of
     */
    record Step(
            String id,
            String action,
            String target,
            String reason,
            String interruption,
            String estimateSeconds,
            String estimate,
            String detail) {
        boolean interrupts() {
            return !interruption.equals(NO_INTERRUPTION) && !interruption.isEmpty();
        }

        /** What users notice, in a few words. */
        String notice() {
            return estimateSeconds.isEmpty() ? interruption.replace('-', ' ') : "down about " + estimateSeconds + " s";
        }

        String label() {
            return action + " " + target;
        }
    }

    static Plan read(JsonNode document, PlanRequest request) {
        List<Diagnostic> diagnostics = new ArrayList<>(request.warnings());
        diagnostics.addAll(request.places().in(DiagnosticJson.in(document)));
        return new Plan(
                document,
                Json.text(document, "id"),
                Json.text(document, "stack"),
                Json.list(document, "steps").stream().map(Plan::step).toList(),
                List.copyOf(diagnostics),
                request.places());
    }

    /** Of files that are not here. */
    static Plan read(JsonNode document) {
        return read(document, new PlanRequest("", Json.object(), new Places(""), List.of()));
    }

    private static Step step(JsonNode step) {
        return new Step(
                Json.text(step, "id"),
                Json.text(step, "action"),
                Json.text(step, "target"),
                Json.text(step, "reason"),
                Json.text(step, "interruption"),
                Json.text(step, "estimateSeconds"),
                Json.text(step, "estimate"),
                Json.text(step, "detail"));
    }

    boolean hasErrors() {
        return id.isEmpty() || Diagnostic.anyError(diagnostics);
    }

    /** Nothing that runs is interrupted or taken away: such a plan may be applied where nobody can be asked. */
    boolean isHarmless() {
        return steps.stream().noneMatch(s -> s.interrupts() || s.action().startsWith("remove-"));
    }

    List<Step> interruptions() {
        return steps.stream().filter(Step::interrupts).toList();
    }
}

package io.portolan.engine.view;

import io.portolan.model.Diagnostic;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A deploy that runs or ran.
 *
 * @param state {@code running}, {@code succeeded}, {@code failed}
 * @param urls where it answers, once it succeeded
 */
public record DeploymentView(
        String id,
        String stack,
        int revision,
        String state,
        int stepsDone,
        int stepsAll,
        List<Diagnostic> diagnostics,
        List<String> urls,
        Instant startedAt,
        Optional<Instant> finishedAt) {

    /**
     * One event of a deploy's stream.
     *
     * @param type {@code plan}, {@code step-started}, {@code step-progress}, {@code step-done}, {@code step-failed},
     *     {@code rolling-back}, {@code finished}
     * @param step id of the step, or ""
     */
    public record Progress(String type, String step, String message, int stepsDone, int stepsAll) {}
}

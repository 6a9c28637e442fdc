package io.portolan.engine.execute;

import io.portolan.model.Diagnostic;

/** How a step ended. */
public sealed interface StepOutcome {
    record Succeeded() implements StepOutcome {}

    /** The server did not answer; the same step may succeed later. */
    record Retryable(Diagnostic reason) implements StepOutcome {}

    record Failed(Diagnostic reason) implements StepOutcome {}

    /** Not tried, since a step before it did not succeed. */
    record Superseded() implements StepOutcome {}
}

package io.portolan.engine.execute;

import io.portolan.planner.Step;

/** Is told how a plan goes. Called from several threads. */
public interface StepListener {
    void started(Step step);

    /** Something to show while the step runs. */
    void progress(Step step, String message);

    void ended(Step step, StepOutcome outcome);

    static StepListener silent() {
        return new StepListener() {
            @Override
            public void started(Step step) {}

            @Override
            public void progress(Step step, String message) {}

            @Override
            public void ended(Step step, StepOutcome outcome) {}
        };
    }
}

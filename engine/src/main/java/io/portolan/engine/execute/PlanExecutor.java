package io.portolan.engine.execute;

import io.portolan.engine.execute.StepOutcome.Failed;
import io.portolan.engine.execute.StepOutcome.Retryable;
import io.portolan.engine.execute.StepOutcome.Succeeded;
import io.portolan.engine.execute.StepOutcome.Superseded;
import io.portolan.model.Diagnostic;
import io.portolan.planner.Plan;
import io.portolan.planner.Step;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Carries out a plan: every step as soon as those it depends on have succeeded, side by side where nothing forbids it.
 */
public final class PlanExecutor {
    private final StepRunner runner;

    public PlanExecutor(StepRunner runner) {
        this.runner = runner;
    }

    /**
     * @param failures empty if every step succeeded
     * @param retryable whether all failures were the server's absence
     */
    public record Result(List<Diagnostic> failures, boolean retryable) {
        public boolean succeeded() {
            return failures.isEmpty();
        }
    }

    private record Ended(Step step, StepOutcome outcome) {}

    /** For what is taken back if it fails: after a failure no new step begins; those under way are waited for. */
    public Result run(Plan plan, Files files, StepListener listener) throws InterruptedException {
        return run(plan, files, listener, true);
    }

    /** For what brings back as much as it can: a failure holds up only what depends on the step that failed. */
    public Result runWhatCan(Plan plan, Files files, StepListener listener) throws InterruptedException {
        return run(plan, files, listener, false);
    }

    private Result run(Plan plan, Files files, StepListener listener, boolean stopsAtFailure)
            throws InterruptedException {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            return new Run(plan, files, listener, stopsAtFailure, new ExecutorCompletionService<>(threads)).toTheEnd();
        }
    }

    private final class Run {
        private final Files files;
        private final StepListener listener;
        private final boolean stopsAtFailure;
        private final CompletionService<Ended> ending;
        private final List<Step> waiting;
        private final Set<String> succeeded = new HashSet<>();
        private final List<Diagnostic> failures = new ArrayList<>();
        private boolean retryable = true;
        private int running;

        Run(Plan plan, Files files, StepListener listener, boolean stopsAtFailure, CompletionService<Ended> ending) {
            this.files = files;
            this.listener = listener;
            this.stopsAtFailure = stopsAtFailure;
            this.ending = ending;
            this.waiting = new ArrayList<>(plan.steps());
        }

        Result toTheEnd() throws InterruptedException {
            startReady();
            while (running > 0) {
                Ended one = take();
                running--;
                listener.ended(one.step(), one.outcome());
                note(one);
                if (failures.isEmpty() || !stopsAtFailure) {
                    startReady();
                }
            }
            waiting.forEach(step -> listener.ended(step, new Superseded()));
            if (failures.isEmpty() && !waiting.isEmpty()) {
                throw new IllegalStateException(
                        "steps that nothing leads to: " + waiting.getFirst().id());
            }
            return new Result(List.copyOf(failures), !failures.isEmpty() && retryable);
        }

        private void startReady() {
            for (Step step : List.copyOf(waiting)) {
                if (succeeded.containsAll(step.dependsOn())) {
                    waiting.remove(step);
                    running++;
                    ending.submit(() -> {
                        listener.started(step);
                        return new Ended(step, runner.run(step, files, m -> listener.progress(step, m)));
                    });
                }
            }
        }

        private Ended take() throws InterruptedException {
            try {
                return ending.take().get();
            } catch (ExecutionException e) {
                throw new IllegalStateException("a step of the plan ended with a bug", e.getCause());
            }
        }

        private void note(Ended one) {
            switch (one.outcome()) {
                case Succeeded _ -> succeeded.add(one.step().id());
                case Superseded _ -> {}
                case Retryable(Diagnostic reason) -> failures.add(reason);
                case Failed(Diagnostic reason) -> {
                    failures.add(reason);
                    retryable = false;
                }
            }
        }
    }
}

package io.portolan.engine.execute;

import io.portolan.engine.execute.StepOutcome.Failed;
import io.portolan.engine.execute.StepOutcome.Retryable;
import io.portolan.engine.execute.StepOutcome.Succeeded;
import io.portolan.engine.execute.StepOutcome.Superseded;
import io.portolan.model.Diagnostic;
import io.portolan.planner.Plan;
import io.portolan.planner.Step;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Carries out a plan: every step as soon as those it depends on have succeeded, side by side where nothing forbids it.
 * After a failure no new step begins; those under way are waited for.
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

    public Result run(Plan plan, Files files, StepListener listener) throws InterruptedException {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            return new Run(plan, files, listener, new ExecutorCompletionService<>(threads)).toTheEnd();
        }
    }

    private final class Run {
        private final Files files;
        private final StepListener listener;
        private final CompletionService<Ended> ending;
        private final List<Step> waiting;
        private final Map<String, StepOutcome> ended = new HashMap<>();
        private final List<Diagnostic> failures = new ArrayList<>();
        private boolean retryable = true;
        private int running;

        Run(Plan plan, Files files, StepListener listener, CompletionService<Ended> ending) {
            this.files = files;
            this.listener = listener;
            this.ending = ending;
            this.waiting = new ArrayList<>(plan.steps());
        }

        Result toTheEnd() throws InterruptedException {
            startReady();
            while (running > 0) {
                Ended one = take();
                running--;
                ended.put(one.step().id(), one.outcome());
                listener.ended(one.step(), one.outcome());
                note(one.outcome());
                if (failures.isEmpty()) {
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
                if (ended.keySet().containsAll(step.dependsOn())) {
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

        private void note(StepOutcome outcome) {
            switch (outcome) {
                case Succeeded _, Superseded _ -> {}
                case Retryable(Diagnostic reason) -> failures.add(reason);
                case Failed(Diagnostic reason) -> {
                    failures.add(reason);
                    retryable = false;
                }
            }
        }
    }
}

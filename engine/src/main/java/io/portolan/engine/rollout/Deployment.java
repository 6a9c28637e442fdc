package io.portolan.engine.rollout;

import io.portolan.engine.Signal;
import io.portolan.engine.execute.ActionName;
import io.portolan.engine.execute.StepListener;
import io.portolan.engine.execute.StepOutcome;
import io.portolan.engine.view.DeploymentView;
import io.portolan.engine.view.DeploymentView.Progress;
import io.portolan.model.Diagnostic;
import io.portolan.planner.Plan;
import io.portolan.planner.Step;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** A deploy under way, with all that happened in it, for any number of readers. */
public final class Deployment implements StepListener {
    private final String id;
    private final String stack;
    private final int revision;
    private final int stepsAll;
    private final Instant startedAt;
    private final Signal signal = new Signal();
    private final List<Progress> events = new ArrayList<>();
    private final List<Diagnostic> diagnostics = new ArrayList<>();
    private List<String> urls = List.of();
    private String state = "running";
    private int stepsDone;
    private Optional<Instant> finishedAt = Optional.empty();

    public Deployment(String id, String stack, int revision, Plan plan, Instant startedAt) {
        this.id = id;
        this.stack = stack;
        this.revision = revision;
        this.stepsAll = plan.steps().size();
        this.startedAt = startedAt;
        this.diagnostics.addAll(plan.diagnostics());
        tell("plan", "", stepsAll == 0 ? "nothing to do" : stepsAll + " steps");
    }

    public String id() {
        return id;
    }

    @Override
    public void started(Step step) {
        tell(
                "step-started",
                step.id(),
                ActionName.of(step.action()) + " " + step.action().target());
    }

    @Override
    public void progress(Step step, String message) {
        tell("step-progress", step.id(), message);
    }

    @Override
    public void ended(Step step, StepOutcome outcome) {
        switch (outcome) {
            case StepOutcome.Succeeded _ -> {
                synchronized (this) {
                    stepsDone++;
                }
                tell(
                        "step-done",
                        step.id(),
                        ActionName.of(step.action()) + " " + step.action().target());
            }
            case StepOutcome.Retryable(Diagnostic reason) -> tell("step-failed", step.id(), reason.message());
            case StepOutcome.Failed(Diagnostic reason) -> tell("step-failed", step.id(), reason.message());
            case StepOutcome.Superseded _ -> {}
        }
    }

    void rollingBack(String message) {
        tell("rolling-back", "", message);
    }

    /** What was found besides, which changes nothing of how it ends. */
    synchronized void noted(List<Diagnostic> found) {
        diagnostics.addAll(found);
    }

    void succeeded(List<String> answeringUrls, Instant at) {
        finish("succeeded", List.of(), answeringUrls, at);
    }

    void failed(List<Diagnostic> reasons, Instant at) {
        finish("failed", reasons, List.of(), at);
    }

    private void finish(String newState, List<Diagnostic> reasons, List<String> newUrls, Instant at) {
        synchronized (this) {
            state = newState;
            diagnostics.addAll(reasons);
            urls = newUrls;
            finishedAt = Optional.of(at);
        }
        tell("finished", "", newState);
    }

    private void tell(String type, String step, String message) {
        synchronized (this) {
            events.add(new Progress(type, step, message, stepsDone, stepsAll));
        }
        signal.raise();
    }

    public synchronized DeploymentView view() {
        return new DeploymentView(
                id, stack, revision, state, stepsDone, stepsAll, List.copyOf(diagnostics), urls, startedAt, finishedAt);
    }

    private synchronized List<Progress> from(int index) {
        return List.copyOf(events.subList(index, events.size()));
    }

    /** Hands every event to the reader, from the first; returns when the deploy has finished. */
    public void follow(Consumer<Progress> reader) throws InterruptedException {
        int read = 0;
        while (true) {
            long seen = signal.count();
            for (Progress event : from(read)) {
                reader.accept(event);
                read++;
                if (event.type().equals("finished")) {
                    return;
                }
            }
            signal.awaitAfter(seen, Duration.ofMinutes(1));
        }
    }
}

package io.portolan.engine.rollout;

import io.portolan.engine.Locks;
import io.portolan.engine.Signal;
import io.portolan.engine.execute.ContainerMarks;
import io.portolan.engine.execute.Files;
import io.portolan.engine.execute.PlanExecutor;
import io.portolan.engine.execute.RoutePublisher;
import io.portolan.engine.execute.StepListener;
import io.portolan.engine.execute.StepOutcome;
import io.portolan.engine.port.RuntimeFault;
import io.portolan.engine.state.DesiredState;
import io.portolan.engine.state.Observer;
import io.portolan.engine.store.ContainerMark;
import io.portolan.engine.store.StackRecord;
import io.portolan.engine.store.Store;
import io.portolan.model.Diagnostic;
import io.portolan.model.runtime.Observed;
import io.portolan.model.stack.Bundle;
import io.portolan.model.stack.LifecycleSpec.Condition;
import io.portolan.model.stack.StackSpec;
import io.portolan.planner.Action;
import io.portolan.planner.Desired;
import io.portolan.planner.Desired.StackState.Removal;
import io.portolan.planner.Plan;
import io.portolan.planner.Planner;
import io.portolan.planner.Reservations;
import io.portolan.planner.Scope;
import io.portolan.planner.Step;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries rollouts out. The candidate becomes the active revision only when every step has succeeded, the last of which
 * is that its routes answer; otherwise the server is brought back to the active revision, by a plan like any other.
 */
public final class Rollouts {
    private static final Logger log = LoggerFactory.getLogger(Rollouts.class);

    private final Store store;
    private final Observer observer;
    private final DesiredState desiredState;
    private final RoutePublisher routes;
    private final PlanExecutor executor;
    private final HostCallCheck hostCalls;
    private final Signal signal;
    private final InstantSource clock;

    public Rollouts(
            Store store,
            Observer observer,
            DesiredState desiredState,
            RoutePublisher routes,
            PlanExecutor executor,
            HostCallCheck hostCalls,
            Signal signal,
            InstantSource clock) {
        this.store = store;
        this.observer = observer;
        this.desiredState = desiredState;
        this.routes = routes;
        this.executor = executor;
        this.hostCalls = hostCalls;
        this.signal = signal;
        this.clock = clock;
    }

    /**
     * Runs to the end, whoever asked for it may have gone. The lock is given back before the end is told: who is told may
     * go on at once with what would find the stack busy otherwise.
     */
    public void begin(Rollout rollout, Deployment deployment, Locks.Held held) {
        Thread.ofVirtual().name("rollout-" + rollout.stack().name()).start(() -> {
            Runnable told = () -> {};
            try (held) {
                told = run(rollout, deployment);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } catch (RuntimeException bug) {
                log.error("the rollout of stack {} failed", rollout.stack().name(), bug);
                told = () -> deployment.failed(
                        List.of(Diagnostic.error("deploy.internal", "Portolan failed: " + bug.getMessage())
                                .suggest("the daemon's log has the details; the reconciler brings the stack back")),
                        clock.instant());
            }
            signal.raise();
            told.run();
        });
    }

    /** Returns how its end is told. */
    private Runnable run(Rollout rollout, Deployment deployment) throws InterruptedException {
        try {
            return carriedOut(rollout, deployment);
        } finally {
            routes.settle(rollout.stack().id());
        }
    }

    private Runnable carriedOut(Rollout rollout, Deployment deployment) throws InterruptedException {
        Files files = _ -> rollout.revision().document().bundle();
        PlanExecutor.Result result = executor.run(
                rollout.plan(), files, new ContainerMarks(store, rollout.stack().id(), new Watch(rollout, deployment)));
        if (result.succeeded()) {
            store.promote(
                    rollout.stack().id(),
                    rollout.revision().number(),
                    rollout.plan().reservations());
            store.addEvent(
                    clock.instant(),
                    "deploy.succeeded",
                    "stack " + rollout.stack().name(),
                    "revision " + rollout.revision().number());
            refresh();
            deployment.noted(hostCalls.of(rollout.candidate()));
            List<String> urls = rollout.candidate().domains().stream()
                    .map(d -> d.domain().url())
                    .sorted()
                    .toList();
            return () -> deployment.succeeded(urls, clock.instant());
        }
        deployment.rollingBack("bringing the stack back to what it was");
        String why = result.failures().getFirst().message();
        List<Diagnostic> reasons = new ArrayList<>(result.failures());
        reasons.addAll(back(rollout.stack(), rollout.revision().number(), why, reasons::add));
        return () -> deployment.failed(reasons, clock.instant());
    }

    /**
     * Brings the stack back to its active revision, or to nothing (volumes stay) if it never had one. If that fails too,
     * the candidate stays recorded, and {@link #finish} is tried until it succeeds.
     *
     * @param told of what stays as it is, since something that it needs is gone
     */
    private List<Diagnostic> back(StackRecord stack, int candidate, String why, Consumer<Diagnostic> told)
            throws InterruptedException {
        routes.settle(stack.id());
        try {
            Desired.Stack before = desiredState.active(stack).orElseGet(() -> nothingOf(stack));
            Plan plan = plan(before, new Scope.Return(stack.id()));
            PlanExecutor.Result result = executor.runWhatCan(plan, activeFiles(stack), marks(stack));
            if (plan.hasErrors() || !result.succeeded()) {
                return plan.hasErrors() ? plan.diagnostics() : result.failures();
            }
            plan.diagnostics().stream().filter(Diagnostic::isDrift).forEach(told);
            store.fail(stack.id(), candidate, why, held(stack, plan));
            store.addEvent(clock.instant(), "deploy.failed", "stack " + stack.name(), why);
            refresh();
            return List.of();
        } catch (RuntimeFault fault) {
            return List.of(Diagnostic.warning(
                            "deploy.rollback-waits",
                            "the stack could not be brought back at once: " + fault.getMessage())
                    .suggest("Portolan goes on with it as soon as the engine answers"));
        }
    }

    private Reservations held(StackRecord stack, Plan plan) {
        return plan.reservations().ofStack(store.identity().instance(), stack.slug());
    }

    private Desired.Stack nothingOf(StackRecord stack) {
        StackSpec empty = new StackSpec(List.of(), List.of(), List.of(), List.of());
        return desiredState.stack(stack, empty, 0, List.of(), false, Removal.KEEP_VOLUMES);
    }

    private StepListener marks(StackRecord stack) {
        return new ContainerMarks(store, stack.id(), StepListener.silent());
    }

    private Files activeFiles(StackRecord stack) {
        return _ -> stack.active().isEmpty()
                ? Bundle.empty()
                : store.revision(stack.id(), stack.active().getAsInt())
                        .map(r -> r.document().bundle())
                        .orElseGet(Bundle::empty);
    }

    private Plan plan(Desired.Stack stack, Scope scope) {
        Desired desired = desiredState.with(stack);
        Observed observed = observer.look(DesiredState.images(desired));
        return Planner.plan(desired, scope, observed, desiredState.facts());
    }

    /**
     * Carries out a change of a stack that has no new revision: stop, start, removal, domains. The caller holds the
     * stack's lock.
     *
     * @param scope a repair where what a user stopped must stay stopped
     * @return what went wrong
     */
    public List<Diagnostic> change(StackRecord record, Desired.Stack wanted, Scope scope) throws InterruptedException {
        try {
            Plan plan = plan(wanted, scope);
            if (plan.hasErrors()) {
                return plan.diagnostics();
            }
            routes.override(wanted);
            return executor.runWhatCan(plan, activeFiles(record), marks(record)).failures();
        } catch (RuntimeFault fault) {
            return List.of(Diagnostic.error("engine.unreachable", fault.getMessage()));
        } finally {
            routes.settle(record.id());
            signal.raise();
        }
    }

    /** Whether something was begun with the stack that has neither succeeded nor been taken back. */
    public static boolean isUnfinished(StackRecord stack) {
        return stack.candidate().isPresent() || stack.removing() != Removal.NO;
    }

    /**
     * Finishes what a daemon that was killed had begun: a removal goes on; a candidate is taken back. The caller holds the
     * stack's lock.
     *
     * @return whether there is nothing left to finish
     */
    public boolean finish(String stackId) throws InterruptedException {
        Optional<StackRecord> now = store.stackById(stackId);
        if (now.isEmpty() || !isUnfinished(now.get())) {
            return true;
        }
        StackRecord stack = now.get();
        if (stack.removing() != Removal.NO) {
            return remove(stack).isEmpty();
        }
        int candidate = stack.candidate().getAsInt();
        log.warn("stack {}: revision {} was left half rolled out; going back", stack.name(), candidate);
        List<Diagnostic> failures = back(
                stack,
                candidate,
                "the daemon was stopped during the deploy; deploy again",
                d -> log.warn("stack {}: {}", stack.name(), d.message()));
        failures.forEach(f -> log.warn("stack {}: {}", stack.name(), f.message()));
        return failures.isEmpty();
    }

    /** Removes the stack as its record says. The caller holds its lock. */
    public List<Diagnostic> remove(StackRecord stack) throws InterruptedException {
        Desired.Stack wanted =
                desiredState.active(stack).orElseGet(() -> nothingOf(stack)).removed(stack.removing());
        List<Diagnostic> failures = change(stack, wanted, new Scope.OneStack(stack.id()));
        if (failures.isEmpty()) {
            store.removeStack(stack.id(), stack.removing() == Removal.KEEP_VOLUMES);
            store.addEvent(clock.instant(), "stack.removed", "stack " + stack.name(), "removed as asked");
        }
        refresh();
        return failures;
    }

    /** Looks again, so that what is shown next is true. */
    public void refresh() {
        try {
            observer.look(DesiredState.images(desiredState.current()));
        } catch (RuntimeFault fault) {
            log.debug("no fresh look: {}", fault.getMessage());
        }
        signal.raise();
    }

    /** Passes events on, tells the publisher when the routes switch, remembers what ran once. */
    private final class Watch implements StepListener {
        private final Rollout rollout;
        private final Deployment deployment;

        Watch(Rollout rollout, Deployment deployment) {
            this.rollout = rollout;
            this.deployment = deployment;
        }

        @Override
        public void started(Step step) {
            if (step.action() instanceof Action.PublishRoutes) {
                routes.override(rollout.candidate());
            }
            if (step.action() instanceof Action.ShiftRoutes shift) {
                routes.lead(desiredState.active(rollout.stack()).orElseThrow(), shift);
            }
            deployment.started(step);
        }

        @Override
        public void progress(Step step, String message) {
            deployment.progress(step, message);
        }

        @Override
        public void ended(Step step, StepOutcome outcome) {
            if (outcome instanceof StepOutcome.Succeeded
                    && step.action() instanceof Action.AwaitContainer(var name, var condition)
                    && condition == Condition.COMPLETED_SUCCESSFULLY) {
                store.mark(rollout.stack().id(), name, ContainerMark.COMPLETED);
            }
            deployment.ended(step, outcome);
        }
    }
}

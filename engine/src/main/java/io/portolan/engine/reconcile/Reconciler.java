package io.portolan.engine.reconcile;

import io.portolan.engine.Locks;
import io.portolan.engine.Signal;
import io.portolan.engine.execute.ActionName;
import io.portolan.engine.execute.Files;
import io.portolan.engine.execute.PlanExecutor;
import io.portolan.engine.execute.RoutePublisher;
import io.portolan.engine.execute.StepListener;
import io.portolan.engine.execute.StepOutcome;
import io.portolan.engine.port.RuntimeFault;
import io.portolan.engine.rollout.Rollouts;
import io.portolan.engine.state.DesiredState;
import io.portolan.engine.state.Observer;
import io.portolan.engine.store.StackRecord;
import io.portolan.engine.store.Store;
import io.portolan.model.Diagnostic;
import io.portolan.model.runtime.Cidr;
import io.portolan.model.runtime.Observed;
import io.portolan.planner.Desired;
import io.portolan.planner.Desired.StackState.Removal;
import io.portolan.planner.Plan;
import io.portolan.planner.Planner;
import io.portolan.planner.Scope;
import io.portolan.planner.Step;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps one server as it should be: looks, plans the repair of the infrastructure and of each stack, carries it out, and
 * writes down what was repaired. Level-based: why it was woken does not matter.
 */
public final class Reconciler {
    /** Key under which the infrastructure is locked. Stacks are locked under their ids. */
    public static final String INFRASTRUCTURE = "infrastructure";

    private static final Logger log = LoggerFactory.getLogger(Reconciler.class);

    private final Store store;
    private final Observer observer;
    private final DesiredState desiredState;
    private final RoutePublisher routes;
    private final PlanExecutor executor;
    private final Rollouts rollouts;
    private final Locks locks;
    private final Signal signal;
    private final InstantSource clock;
    private final Map<String, Backoff> backoffs = new ConcurrentHashMap<>();
    private volatile boolean infrastructureStands;
    private volatile List<Diagnostic> diagnostics = List.of();
    private volatile List<Repair> pending = List.of();

    public Reconciler(
            Store store,
            Observer observer,
            DesiredState desiredState,
            RoutePublisher routes,
            PlanExecutor executor,
            Rollouts rollouts,
            Locks locks,
            Signal signal,
            InstantSource clock) {
        this.store = store;
        this.observer = observer;
        this.desiredState = desiredState;
        this.routes = routes;
        this.executor = executor;
        this.rollouts = rollouts;
        this.locks = locks;
        this.signal = signal;
        this.clock = clock;
    }

    /** Whether proxy, destinations and routes stood when they were last looked at. */
    public boolean infrastructureStands() {
        return infrastructureStands;
    }

    /** What stands in the way of repairs, from the latest round. */
    public List<Diagnostic> diagnostics() {
        return diagnostics;
    }

    /** One part of what differs, with the plan that repairs it. */
    public record Repair(String key, String subject, Plan plan) {}

    /** What differs now. Looks at the server; throws {@link RuntimeFault}. */
    public List<Repair> drift() {
        Desired wanted = routes.wanted();
        Observed observed = observer.look(DesiredState.images(wanted));
        List<Repair> repairs = new ArrayList<>();
        repairs.add(new Repair(
                INFRASTRUCTURE,
                "the server's infrastructure",
                Planner.plan(wanted, new Scope.Infrastructure(), observed, desiredState.facts())));
        for (Desired.Stack stack : desiredState.current().stacks()) {
            if (stack.state().removing() != Removal.NO) {
                continue;
            }
            repairs.add(new Repair(
                    stack.id(),
                    "stack " + stack.name(),
                    Planner.plan(
                            desiredState.current(), new Scope.Repair(stack.id()), observed, desiredState.facts())));
        }
        return repairs;
    }

    /** What the latest round found, as far as it is not repaired yet. */
    public List<Repair> pending() {
        return pending;
    }

    /** Repairs everything now, one after the other, without regard to earlier failures. */
    public void repairNow() throws InterruptedException {
        backoffs.clear();
        for (Repair repair : drift()) {
            if (!repair.plan().isEmpty()) {
                try (Locks.Held _ = locks.hold(repair.key())) {
                    if (repair.key().equals(INFRASTRUCTURE)) {
                        store.reserveSubnets(
                                INFRASTRUCTURE, repair.plan().reservations().subnets());
                        carryOut(repair);
                    } else {
                        fresh(repair).ifPresent(this::carryOutInBackground);
                    }
                }
            }
        }
    }

    /** One round: looks and begins every repair that is due; stacks are repaired side by side, in the background. */
    public void round() throws InterruptedException {
        List<Repair> repairs = drift();
        pending = repairs.stream().filter(r -> !r.plan().isEmpty()).toList();
        diagnostics = repairs.stream()
                .flatMap(r -> r.plan().diagnostics().stream())
                .filter(Diagnostic::isError)
                .toList();
        store.stacks().stream().filter(Rollouts::isUnfinished).forEach(this::finish);
        for (Repair repair : repairs) {
            if (repair.key().equals(INFRASTRUCTURE)) {
                boolean nothingToDo = repair.plan().isEmpty() && !repair.plan().hasErrors();
                infrastructureStands = nothingToDo || infrastructure(repair);
            } else if (!repair.plan().isEmpty() && due(repair.key())) {
                locks.tryHold(repair.key()).ifPresent(held -> background(repair, held));
            }
        }
    }

    /** Takes the subnets that a plan of the infrastructure needs and nobody holds for it yet. */
    public static void reserve(Store store, Plan plan) {
        SortedMap<String, Cidr> fresh = new TreeMap<>(plan.reservations().subnets());
        fresh.entrySet().removeAll(store.reservedSubnets().entrySet());
        store.reserveSubnets(INFRASTRUCTURE, fresh);
    }

    private boolean infrastructure(Repair stale) throws InterruptedException {
        if (stale.plan().hasErrors() || !due(INFRASTRUCTURE)) {
            return false;
        }
        try (Locks.Held _ = locks.hold(INFRASTRUCTURE)) {
            reserve(store, stale.plan());
            return carryOut(stale);
        }
    }

    private void background(Repair repair, Locks.Held held) {
        Thread.ofVirtual().name("repair-" + repair.key()).start(() -> {
            try (held) {
                // The stack may have been deployed between the look and the lock: look again under it.
                fresh(repair).ifPresent(this::carryOutInBackground);
            } catch (RuntimeFault fault) {
                log.warn("repair of {} waits: {}", repair.subject(), fault.getMessage());
            }
        });
    }

    /** A candidate or a removal that nobody works on was left by a daemon that ended, or by an engine that did. */
    private void finish(StackRecord stack) {
        if (due(stack.id())) {
            locks.tryHold(stack.id()).ifPresent(held -> Thread.ofVirtual()
                    .name("finish-" + stack.name())
                    .start(() -> {
                        try (held) {
                            if (rollouts.finish(stack.id())) {
                                backoffs.remove(stack.id());
                            } else {
                                backoffs.computeIfAbsent(stack.id(), k -> new Backoff(clock))
                                        .failed();
                            }
                        } catch (InterruptedException e) {
                            Thread.currentThread().interrupt();
                        }
                    }));
        }
    }

    private Optional<Repair> fresh(Repair repair) {
        Desired now = desiredState.current();
        if (now.stack(repair.key()).isEmpty()) {
            return Optional.empty();
        }
        Observed observed = observer.look(DesiredState.images(now));
        Plan plan = Planner.plan(now, new Scope.Repair(repair.key()), observed, desiredState.facts());
        return plan.isEmpty() ? Optional.empty() : Optional.of(new Repair(repair.key(), repair.subject(), plan));
    }

    private void carryOutInBackground(Repair repair) {
        try {
            carryOut(repair);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean carryOut(Repair repair) throws InterruptedException {
        PlanExecutor.Result result = executor.run(repair.plan(), files(), new RepairLog(repair.subject()));
        if (result.succeeded()) {
            backoffs.remove(repair.key());
        } else {
            backoffs.computeIfAbsent(repair.key(), k -> new Backoff(clock)).failed();
            for (Diagnostic failure : result.failures()) {
                log.warn("repair of {} failed: {}", repair.subject(), failure.message());
                store.addEvent(clock.instant(), "repair.failed", repair.subject(), failure.message());
            }
        }
        signal.raise();
        return result.succeeded();
    }

    private boolean due(String key) {
        Backoff backoff = backoffs.get(key);
        return backoff == null || backoff.isOver();
    }

    private Files files() {
        return stackId -> store.stackById(stackId)
                .flatMap(s -> s.active().isPresent()
                        ? store.revision(stackId, s.active().getAsInt())
                        : Optional.empty())
                .map(r -> Map.copyOf(r.document().bundle().files()))
                .orElse(Map.of());
    }

    /** Writes every repaired thing down. */
    private final class RepairLog implements StepListener {
        private final String subject;

        RepairLog(String subject) {
            this.subject = subject;
        }

        @Override
        public void started(Step step) {}

        @Override
        public void progress(Step step, String message) {}

        @Override
        public void ended(Step step, StepOutcome outcome) {
            if (outcome instanceof StepOutcome.Succeeded && isRepair(step)) {
                String kind = "repair." + ActionName.of(step.action());
                log.info("{}: {} {}: {}", subject, kind, step.action().target(), step.reason());
                store.addEvent(clock.instant(), kind, step.action().target(), step.reason());
            }
        }

        private boolean isRepair(Step step) {
            return !ActionName.of(step.action()).startsWith("await");
        }
    }
}

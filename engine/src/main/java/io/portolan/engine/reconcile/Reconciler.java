package io.portolan.engine.reconcile;

import io.portolan.engine.Locks;
import io.portolan.engine.Signal;
import io.portolan.engine.execute.ContainerMarks;
import io.portolan.engine.execute.Files;
import io.portolan.engine.execute.PlanExecutor;
import io.portolan.engine.execute.StepListener;
import io.portolan.engine.port.RuntimeFault;
import io.portolan.engine.rollout.Rollouts;
import io.portolan.engine.store.DestinationRecord;
import io.portolan.engine.store.StackRecord;
import io.portolan.engine.store.Store;
import io.portolan.model.Diagnostic;
import io.portolan.model.runtime.Cidr;
import io.portolan.model.stack.Bundle;
import io.portolan.planner.Naming;
import io.portolan.planner.Plan;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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
    private final DriftFinder drift;
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
            DriftFinder drift,
            PlanExecutor executor,
            Rollouts rollouts,
            Locks locks,
            Signal signal,
            InstantSource clock) {
        this.store = store;
        this.drift = drift;
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

    /** Until the next repair that has failed may be tried again; empty where none waits for that. */
    public Optional<Duration> untilRetry() {
        return backoffs.values().stream()
                .map(Backoff::left)
                .filter(Duration::isPositive)
                .min(Comparator.naturalOrder());
    }

    /** What stands in the way of repairs or is left as it is, from the latest round. */
    public List<Diagnostic> diagnostics() {
        return diagnostics;
    }

    /** What the latest round found, as far as it is not repaired yet. */
    public List<Repair> pending() {
        return pending;
    }

    /** Repairs everything now, one after the other, without regard to earlier failures. */
    public void repairNow() throws InterruptedException {
        backoffs.clear();
        for (Repair repair : drift.all()) {
            if (!repair.plan().isEmpty()) {
                try (Locks.Held _ = locks.hold(repair.key())) {
                    if (repair.key().equals(INFRASTRUCTURE)) {
                        store.reserveSubnets(
                                INFRASTRUCTURE, repair.plan().reservations().subnets());
                        carryOut(repair);
                    } else {
                        drift.stack(repair.key()).ifPresent(this::carryOutInBackground);
                    }
                }
            }
        }
    }

    /** One round: looks and begins every repair that is due; stacks are repaired side by side, in the background. */
    public void round() throws InterruptedException {
        List<Repair> repairs = drift.all();
        pending = repairs.stream().filter(r -> !r.plan().isEmpty()).toList();
        diagnostics = repairs.stream()
                .flatMap(r -> r.plan().diagnostics().stream())
                .filter(d -> d.isError() || d.isDrift())
                .toList();
        forgetRemovedDestinations();
        store.stacks().stream().filter(Rollouts::isUnfinished).forEach(this::finish);
        for (Repair repair : repairs) {
            if (repair.key().equals(INFRASTRUCTURE)) {
                boolean nothingToDo = repair.plan().isEmpty() && !repair.plan().hasErrors();
                infrastructureStands = nothingToDo || infrastructure(repair);
            } else if (!repair.plan().isEmpty() && due(repair.key())) {
                locks.tryHoldForRepair(repair.key()).ifPresent(held -> background(repair, held));
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
            // A deploy may have switched its routes between the look and now, which is no drift: look again.
            Repair fresh = drift.infrastructure();
            if (fresh.plan().hasErrors()) {
                return false;
            }
            reserve(store, fresh.plan());
            return fresh.plan().isEmpty() || carryOut(fresh);
        }
    }

    /** A removal that a daemon or an engine left half done was repaired like drift; then nothing keeps the destination. */
    private void forgetRemovedDestinations() throws InterruptedException {
        if (store.destinations().stream().noneMatch(DestinationRecord::removing)) {
            return;
        }
        try (Locks.Held _ = locks.hold(INFRASTRUCTURE)) {
            Plan left = drift.infrastructure().plan();
            if (left.isEmpty() && !left.hasErrors()) {
                String instance = store.identity().instance();
                store.destinations().stream()
                        .filter(DestinationRecord::removing)
                        .forEach(d ->
                                store.removeDestination(d.id(), Set.of(Naming.destinationNetwork(instance, d.name()))));
            }
        }
    }

    private void background(Repair repair, Locks.Held held) {
        Thread.ofVirtual().name("repair-" + repair.key()).start(() -> {
            try (held) {
                // The stack may have been deployed between the look and the lock: look again under it.
                drift.stack(repair.key()).ifPresent(this::carryOutInBackground);
            } catch (RuntimeFault fault) {
                log.warn("repair of {} waits: {}", repair.subject(), fault.getMessage());
                failed(repair.key());
                signal.raise();
            }
        });
    }

    /** A candidate or a removal that nobody works on was left by a daemon that ended, or by an engine that did. */
    private void finish(StackRecord stack) {
        if (due(stack.id())) {
            locks.tryHoldForRepair(stack.id()).ifPresent(held -> Thread.ofVirtual()
                    .name("finish-" + stack.name())
                    .start(() -> {
                        try (held) {
                            if (rollouts.finish(stack.id())) {
                                backoffs.remove(stack.id());
                            } else {
                                failed(stack.id());
                            }
                        } catch (InterruptedException e) {
                            Thread.currentThread().interrupt();
                        }
                    }));
        }
    }

    private void carryOutInBackground(Repair repair) {
        try {
            carryOut(repair);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean carryOut(Repair repair) throws InterruptedException {
        PlanExecutor.Result result = executor.runWhatCan(repair.plan(), files(), listener(repair));
        if (result.succeeded()) {
            backoffs.remove(repair.key());
        } else {
            failed(repair.key());
            for (Diagnostic failure : result.failures()) {
                log.warn("repair of {} failed: {}", repair.subject(), failure.message());
                store.addEvent(clock.instant(), "repair.failed", repair.subject(), failure.message());
            }
        }
        signal.raise();
        return result.succeeded();
    }

    private StepListener listener(Repair repair) {
        RepairLog events = new RepairLog(store, clock, repair);
        return repair.key().equals(INFRASTRUCTURE) ? events : new ContainerMarks(store, repair.key(), events);
    }

    private void failed(String key) {
        backoffs.computeIfAbsent(key, k -> new Backoff(clock)).failed();
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
                .map(r -> r.document().bundle())
                .orElseGet(Bundle::empty);
    }
}

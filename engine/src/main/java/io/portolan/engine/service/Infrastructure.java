package io.portolan.engine.service;

import io.portolan.engine.execute.PlanExecutor;
import io.portolan.engine.execute.StepListener;
import io.portolan.engine.reconcile.Reconciler;
import io.portolan.engine.state.DesiredState;
import io.portolan.engine.state.Observer;
import io.portolan.engine.store.Store;
import io.portolan.model.Diagnostic;
import io.portolan.model.runtime.Observed;
import io.portolan.model.stack.Bundle;
import io.portolan.planner.Desired;
import io.portolan.planner.Plan;
import io.portolan.planner.Planner;
import io.portolan.planner.Scope;
import java.util.List;

/** Proxy and destinations, brought to what is wanted now at somebody's request. */
final class Infrastructure {
    private final Store store;
    private final Observer observer;
    private final DesiredState desiredState;
    private final PlanExecutor executor;

    Infrastructure(Store store, Observer observer, DesiredState desiredState, PlanExecutor executor) {
        this.store = store;
        this.observer = observer;
        this.desiredState = desiredState;
        this.executor = executor;
    }

    /** Under the lock of the infrastructure. Returns what went wrong. */
    List<Diagnostic> carryOut() throws InterruptedException {
        Plan plan = Lookups.reachably(() -> {
            Desired desired = desiredState.current();
            Observed observed = observer.look(DesiredState.images(desired));
            return Planner.plan(desired, new Scope.Infrastructure(), observed, desiredState.facts());
        });
        List<Diagnostic> failures =
                plan.diagnostics().stream().filter(Diagnostic::isError).toList();
        if (failures.isEmpty()) {
            Reconciler.reserve(store, plan);
            failures = executor.run(plan, _ -> Bundle.empty(), StepListener.silent())
                    .failures();
        }
        Lookups.reachably(() -> observer.look(DesiredState.images(desiredState.current())));
        return failures;
    }
}

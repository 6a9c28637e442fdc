package io.portolan.engine.reconcile;

import io.portolan.engine.execute.RoutePublisher;
import io.portolan.engine.state.DesiredState;
import io.portolan.engine.state.Observer;
import io.portolan.model.runtime.Observed;
import io.portolan.planner.Breakage;
import io.portolan.planner.Desired;
import io.portolan.planner.Desired.StackState.Removal;
import io.portolan.planner.Facts;
import io.portolan.planner.Plan;
import io.portolan.planner.Planner;
import io.portolan.planner.Scope;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Finds what differs from what should be. Looks at the server; its faults are the caller's. */
public final class DriftFinder {
    private final Observer observer;
    private final DesiredState desiredState;
    private final RoutePublisher routes;

    public DriftFinder(Observer observer, DesiredState desiredState, RoutePublisher routes) {
        this.observer = observer;
        this.desiredState = desiredState;
        this.routes = routes;
    }

    /** The infrastructure first, then every stack that is not on its way out; what is in order has an empty plan. */
    public List<Repair> all() {
        Desired served = routes.wanted();
        Desired active = desiredState.current();
        Observed observed = observer.look(DesiredState.images(served));
        List<Repair> repairs = new ArrayList<>();
        repairs.add(infrastructure(served, observed));
        for (Desired.Stack stack : active.stacks()) {
            if (stack.state().removing() == Removal.NO) {
                repairs.add(stack(stack, served, observed));
            }
        }
        return repairs;
    }

    Repair infrastructure() {
        Desired served = routes.wanted();
        return infrastructure(served, observer.look(DesiredState.images(served)));
    }

    private Repair infrastructure(Desired served, Observed observed) {
        return repair(
                Reconciler.INFRASTRUCTURE, "the server's infrastructure", served, new Scope.Infrastructure(), observed);
    }

    /** Empty if there is nothing to repair, or no such stack any more. */
    Optional<Repair> stack(String id) {
        Desired served = routes.wanted();
        Desired active = desiredState.current();
        Observed observed = observer.look(DesiredState.images(served));
        return active.stack(id).map(s -> stack(s, served, observed)).filter(r -> !r.plan()
                .isEmpty());
    }

    /**
     * The stack as its active revision says, among the others as they are served now: routes that another stack's deploy
     * has just switched are that deploy's, and no drift of this one.
     */
    private Repair stack(Desired.Stack stack, Desired served, Observed observed) {
        Desired desired = new Desired(
                served.owner(),
                served.proxy(),
                served.destinations(),
                served.stacks().stream()
                        .map(s -> s.id().equals(stack.id()) ? stack : s)
                        .toList());
        return repair(stack.id(), "stack " + stack.name(), desired, new Scope.Repair(stack.id()), observed);
    }

    private Repair repair(String key, String subject, Desired desired, Scope scope, Observed observed) {
        Facts facts = desiredState.facts();
        Plan plan = Planner.plan(desired, scope, observed, facts);
        return new Repair(key, subject, plan, Breakage.of(plan, desired, observed, facts));
    }
}

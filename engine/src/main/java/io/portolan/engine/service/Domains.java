package io.portolan.engine.service;

import io.portolan.engine.Locks;
import io.portolan.engine.rollout.Rollouts;
import io.portolan.engine.state.DesiredState;
import io.portolan.engine.state.Observer;
import io.portolan.engine.store.Conflict;
import io.portolan.engine.store.DomainRecord;
import io.portolan.engine.store.StackRecord;
import io.portolan.engine.store.Store;
import io.portolan.engine.view.DomainView;
import io.portolan.engine.view.RouteView;
import io.portolan.model.Diagnostic;
import io.portolan.model.Labels;
import io.portolan.model.route.Domain;
import io.portolan.model.runtime.Observed;
import io.portolan.model.runtime.ObservedContainer.Status;
import io.portolan.planner.Desired;
import io.portolan.planner.Desired.RoutedDomain;
import io.portolan.planner.Plan;
import io.portolan.planner.Planner;
import io.portolan.planner.Scope;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** {@link DomainService} on the running engine. A domain change is a plan like any other; it touches no container. */
public final class Domains implements DomainService {
    private final Store store;
    private final Observer observer;
    private final DesiredState desiredState;
    private final Rollouts rollouts;
    private final RouteViews views;
    private final Locks locks;
    private final InstantSource clock;

    Domains(
            Store store,
            Observer observer,
            DesiredState desiredState,
            Rollouts rollouts,
            RouteViews views,
            Locks locks,
            InstantSource clock) {
        this.store = store;
        this.observer = observer;
        this.desiredState = desiredState;
        this.rollouts = rollouts;
        this.views = views;
        this.locks = locks;
        this.clock = clock;
    }

    @Override
    public DomainView add(String environment, WantedDomain wish) {
        StackRecord stack =
                store.stack(environment, wish.stack()).orElseThrow(() -> Lookups.missing("stack", wish.stack()));
        if (stack.active().isEmpty()) {
            throw Lookups.neverLive(wish.stack());
        }
        Domain domain = wish.domain();
        try (Locks.Held _ = hold(stack)) {
            Desired.Stack active = desiredState.active(stack).orElseThrow();
            Desired.Stack wanted =
                    with(active, new RoutedDomain(domain, wish.service(), wish.containerPort(), wish.options()));
            refuseErrors(wanted);
            carryOut(
                    stack,
                    wanted,
                    new DomainRecord(
                            domain,
                            stack.id(),
                            wish.service(),
                            wish.containerPort().map(OptionalInt::of).orElse(OptionalInt.empty()),
                            wish.options(),
                            true,
                            clock.instant()));
        } catch (Conflict conflict) {
            throw new Refused(Refused.Kind.CONFLICT, Diagnostic.error("route.taken", conflict.getMessage()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        rollouts.refresh();
        return views.domains().stream()
                .filter(d -> d.url().equals(domain.url()))
                .findFirst()
                .orElseThrow();
    }

    /** Leaves the domain as it was where it cannot be served so. */
    private void carryOut(StackRecord stack, Desired.Stack wanted, DomainRecord record) throws InterruptedException {
        Domain domain = record.domain();
        Optional<DomainRecord> former = own(stack, domain);
        former.ifPresent(_ -> store.removeDomain(domain));
        try {
            store.addDomain(record);
        } catch (Conflict conflict) {
            former.ifPresent(store::addDomain);
            throw conflict;
        }
        List<Diagnostic> failures = rollouts.change(stack, wanted, new Scope.Repair(stack.id()));
        Optional<Diagnostic> refusal = failures.isEmpty() ? views.refusal(record) : Optional.empty();
        if (failures.isEmpty() && refusal.isEmpty()) {
            return;
        }
        store.removeDomain(domain);
        former.ifPresent(store::addDomain);
        if (refusal.isPresent()) {
            // The proxy serves neither what it refused nor what was there before: that comes back before anybody is
            // told.
            rollouts.change(stack, desiredState.active(stack).orElseThrow(), new Scope.Repair(stack.id()));
        }
        throw new Refused(Refused.Kind.CONFLICT, refusal.map(List::of).orElse(failures));
    }

    private Optional<DomainRecord> own(StackRecord stack, Domain domain) {
        return store.domains().stream()
                .filter(d -> d.stackId().equals(stack.id()) && d.domain().equals(domain))
                .findFirst();
    }

    private Desired.Stack with(Desired.Stack stack, RoutedDomain added) {
        List<RoutedDomain> domains = new ArrayList<>(stack.domains());
        domains.removeIf(d -> d.domain().equals(added.domain()));
        domains.add(added);
        return stack.routedBy(domains);
    }

    private void refuseErrors(Desired.Stack wanted) {
        Plan plan = Lookups.reachably(() -> {
            Desired desired = desiredState.with(wanted);
            Observed observed = observer.look(DesiredState.images(desired));
            refuseWhereNothingIsServed(observed);
            return Planner.plan(desired, new Scope.Repair(wanted.id()), observed, desiredState.facts());
        });
        if (plan.hasErrors()) {
            throw new Refused(Refused.Kind.PLAN_ERRORS, plan.diagnostics());
        }
    }

    /** Who adds a domain is told that it is served; a proxy that somebody paused stays so, and serves nothing. */
    private void refuseWhereNothingIsServed(Observed observed) {
        String instance = store.identity().instance();
        observed.containers().stream()
                .filter(c -> c.isOf(instance) && c.state().status() == Status.PAUSED)
                .filter(c -> c.label(Labels.ROLE).orElse("").equals("proxy"))
                .findFirst()
                .ifPresent(proxy -> {
                    throw new Refused(
                            Refused.Kind.CONFLICT,
                            Diagnostic.error(
                                            "proxy.paused",
                                            "the HTTP proxy is paused and does not answer, so nothing is served")
                                    .about(proxy.name())
                                    .suggest("let it go on: docker unpause " + proxy.name()));
                });
    }

    private Locks.Held hold(StackRecord stack) throws InterruptedException {
        return locks.hold(stack.id());
    }

    @Override
    public void remove(Domain domain) {
        DomainRecord record = store.domains().stream()
                .filter(d -> d.domain().equals(domain))
                .findFirst()
                .orElseThrow(() -> Lookups.missing("domain", domain.url()));
        StackRecord stack = store.stackById(record.stackId()).orElseThrow();
        try (Locks.Held _ = hold(stack)) {
            store.removeDomain(domain);
            Optional<Desired.Stack> active = desiredState.active(stack);
            if (active.isPresent()) {
                List<Diagnostic> failures = rollouts.change(stack, active.get(), new Scope.Repair(stack.id()));
                if (!failures.isEmpty()) {
                    throw new Refused(Refused.Kind.CONFLICT, failures);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        rollouts.refresh();
    }

    @Override
    public List<DomainView> list() {
        return views.domains();
    }

    @Override
    public List<RouteView> routes() {
        return views.routes();
    }
}

package io.portolan.engine.service;

import io.portolan.engine.execute.RoutePublisher;
import io.portolan.engine.rollout.Rollouts;
import io.portolan.engine.state.DesiredState;
import io.portolan.engine.state.Observer;
import io.portolan.engine.store.Conflict;
import io.portolan.engine.store.DomainRecord;
import io.portolan.engine.store.StackRecord;
import io.portolan.engine.store.Store;
import io.portolan.engine.view.DomainView;
import io.portolan.model.Diagnostic;
import io.portolan.model.route.Domain;
import io.portolan.model.runtime.Observed;
import io.portolan.model.runtime.ObservedContainer.Status;
import io.portolan.planner.Desired;
import io.portolan.planner.Plan;
import io.portolan.planner.Planner;
import io.portolan.planner.Scope;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Carries out changes of one stack's domains, all that wait at a time together: they are planned once, published once and
 * looked at once. What is wrong with one of them is said to who asked for that one, and keeps no other from being live.
 */
final class DomainChanges {
    private final Store store;
    private final Observer observer;
    private final DesiredState desiredState;
    private final Rollouts rollouts;
    private final RoutePublisher publisher;
    private final RouteViews views;

    DomainChanges(
            Store store,
            Observer observer,
            DesiredState desiredState,
            Rollouts rollouts,
            RoutePublisher publisher,
            RouteViews views) {
        this.store = store;
        this.observer = observer;
        this.desiredState = desiredState;
        this.rollouts = rollouts;
        this.publisher = publisher;
        this.views = views;
    }

    /** What has become of a change. */
    private static final class Asked {
        private final DomainChange change;
        /** What the stack said of the domain before. */
        private Optional<DomainRecord> before = Optional.empty();

        private Optional<Refused> refusal = Optional.empty();

        Asked(DomainChange change) {
            this.change = change;
        }

        boolean adds() {
            return record().isPresent();
        }

        Optional<DomainRecord> record() {
            return change instanceof DomainChange.Add(DomainRecord record) ? Optional.of(record) : Optional.empty();
        }

        boolean stands() {
            return refusal.isEmpty();
        }

        void refuse(Refused.Kind kind, List<Diagnostic> reasons) {
            refusal = Optional.of(new Refused(kind, reasons));
        }
    }

    /** The caller holds the stack's lock. The answers are the domains as they are served, empty for one that went. */
    List<Supplier<Optional<DomainView>>> carryOut(String stackId, List<DomainChange> changes)
            throws InterruptedException {
        StackRecord stack = store.stackById(stackId).orElseThrow(() -> Lookups.missing("stack", stackId));
        List<Asked> asked = changes.stream().map(Asked::new).toList();
        Optional<Desired.Stack> active = desiredState.active(stack);
        if (active.isPresent()) {
            refuseWhatIsWrong(active.get(), asked);
        } else {
            asked.stream().filter(Asked::adds).forEach(a -> a.refusal = Optional.of(Lookups.neverLive(stack.name())));
        }
        asked.stream().filter(Asked::stands).forEach(a -> keep(stack, a));
        if (active.isPresent() && asked.stream().anyMatch(Asked::stands)) {
            makeLive(stack, with(active.get(), asked), asked);
        }
        Map<String, DomainView> shown =
                views.domains().stream().collect(Collectors.toMap(DomainView::url, Function.identity()));
        return asked.stream().map(a -> answer(a, shown)).toList();
    }

    private void makeLive(StackRecord stack, Desired.Stack wanted, List<Asked> asked) throws InterruptedException {
        List<Diagnostic> failures = rollouts.change(stack, wanted, new Scope.Repair(stack.id()));
        boolean refused = false;
        // What came last is taken back first, so that two changes of one domain leave what was there before both.
        for (Asked each : asked.reversed()) {
            if (each.stands()) {
                List<Diagnostic> own = each.record().map(this::refusals).orElse(List.of());
                refused |= !own.isEmpty();
                blame(each, own.isEmpty() ? failures : own);
            }
        }
        if (refused) {
            // The proxy serves neither what it refuses nor what was there before: that comes back before anybody is
            // told.
            rollouts.change(stack, desiredState.active(stack).orElseThrow(), new Scope.Repair(stack.id()));
        }
        rollouts.refresh();
    }

    private static Desired.Stack with(Desired.Stack active, List<Asked> asked) {
        Desired.Stack wanted = active;
        for (Asked each : asked) {
            if (each.stands()) {
                wanted = each.change.of(wanted);
            }
        }
        return wanted;
    }

    /** All at once, and one after the other only if that cannot be. A removal is not refused for what else is wrong. */
    private void refuseWhatIsWrong(Desired.Stack active, List<Asked> asked) {
        if (asked.stream().noneMatch(Asked::adds)) {
            return;
        }
        Observed observed = Lookups.reachably(() -> observer.look(DesiredState.images(desiredState.with(active))));
        Optional<Diagnostic> paused = pausedProxy(observed);
        if (paused.isPresent()) {
            asked.stream().filter(Asked::adds).forEach(a -> a.refuse(Refused.Kind.CONFLICT, List.of(paused.get())));
            return;
        }
        if (!plan(with(active, asked), observed).hasErrors()) {
            return;
        }
        Desired.Stack sofar = active;
        for (Asked each : asked) {
            Desired.Stack wanted = each.change.of(sofar);
            Plan plan = plan(wanted, observed);
            if (plan.hasErrors() && each.adds()) {
                each.refuse(Refused.Kind.PLAN_ERRORS, plan.diagnostics());
            } else {
                sofar = wanted;
            }
        }
    }

    /** Who adds a domain is told that it is served; a proxy that somebody paused stays so, and serves nothing. */
    private Optional<Diagnostic> pausedProxy(Observed observed) {
        String instance = store.identity().instance();
        return observed.containers().stream()
                .filter(c -> c.isProxyOf(instance) && c.state().status() == Status.PAUSED)
                .findFirst()
                .map(proxy -> Diagnostic.error(
                                "proxy.paused", "the HTTP proxy is paused and does not answer, so nothing is served")
                        .about(proxy.name())
                        .suggest("let it go on: docker unpause " + proxy.name()));
    }

    private Plan plan(Desired.Stack wanted, Observed observed) {
        return Planner.plan(desiredState.with(wanted), new Scope.Repair(wanted.id()), observed, desiredState.facts());
    }

    private void keep(StackRecord stack, Asked asked) {
        Domain domain = asked.change.domain();
        asked.before = store.domains().stream()
                .filter(d -> d.stackId().equals(stack.id()) && d.domain().equals(domain))
                .findFirst();
        try {
            if (asked.before.isPresent()) {
                store.removeDomain(domain);
            }
            asked.record().ifPresent(store::addDomain);
        } catch (Conflict conflict) {
            asked.before.ifPresent(store::addDomain);
            asked.refuse(Refused.Kind.CONFLICT, List.of(Diagnostic.error("route.taken", conflict.getMessage())));
        }
    }

    private List<Diagnostic> refusals(DomainRecord domain) {
        return domain.options().claims(domain.domain()).stream()
                .flatMap(c -> publisher.refusal(c).stream())
                .toList();
    }

    /** What failed is either about this domain, or about no domain and so about all of them. */
    private void blame(Asked asked, List<Diagnostic> failures) {
        Set<String> urls = urls(asked);
        List<Diagnostic> own = failures.stream()
                .filter(f -> {
                    String about = Objects.requireNonNullElse(f.resource(), "");
                    return urls.contains(about) || !about.contains("://");
                })
                .toList();
        if (own.isEmpty()) {
            return;
        }
        asked.refuse(Refused.Kind.CONFLICT, own);
        if (asked.adds()) {
            store.removeDomain(asked.change.domain());
            asked.before.ifPresent(store::addDomain);
        }
    }

    private static Set<String> urls(Asked asked) {
        Domain domain = asked.change.domain();
        return asked.record().map(r -> r.options().claims(domain)).orElse(List.of(domain)).stream()
                .map(Domain::url)
                .collect(Collectors.toSet());
    }

    private static Supplier<Optional<DomainView>> answer(Asked asked, Map<String, DomainView> shown) {
        if (!asked.stands()) {
            return () -> {
                throw asked.refusal.orElseThrow();
            };
        }
        return () -> Optional.ofNullable(shown.get(asked.change.domain().url()));
    }
}

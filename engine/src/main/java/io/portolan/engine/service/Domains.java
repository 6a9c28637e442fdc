package io.portolan.engine.service;

import io.portolan.engine.Batches;
import io.portolan.engine.Locks;
import io.portolan.engine.store.DomainRecord;
import io.portolan.engine.store.StackRecord;
import io.portolan.engine.store.Store;
import io.portolan.engine.view.DomainView;
import io.portolan.engine.view.RouteView;
import io.portolan.model.Diagnostic;
import io.portolan.model.route.Domain;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** {@link DomainService} on the running engine. A domain change is a plan like any other; it touches no container. */
public final class Domains implements DomainService {
    private final Store store;
    private final RouteViews views;
    private final Batches<DomainChange, Optional<DomainView>> changes;
    private final InstantSource clock;

    Domains(Store store, RouteViews views, DomainChanges changes, Locks locks, InstantSource clock) {
        this.store = store;
        this.views = views;
        this.changes = new Batches<>(locks, changes::carryOut);
        this.clock = clock;
    }

    @Override
    public DomainView add(String environment, WantedDomain wish) {
        StackRecord stack =
                store.stack(environment, wish.stack()).orElseThrow(() -> Lookups.missing("stack", wish.stack()));
        if (stack.active().isEmpty()) {
            throw Lookups.neverLive(wish.stack());
        }
        DomainRecord record = new DomainRecord(
                wish.domain(),
                stack.id(),
                wish.service(),
                wish.containerPort().map(OptionalInt::of).orElse(OptionalInt.empty()),
                wish.options(),
                true,
                clock.instant());
        return carryOut(stack, new DomainChange.Add(record))
                .orElseThrow(() -> new Refused(
                        Refused.Kind.CONFLICT,
                        Diagnostic.error(
                                "route.removed-meanwhile",
                                "%s was removed by somebody else at the same time"
                                        .formatted(wish.domain().url()))));
    }

    @Override
    public void remove(Domain domain) {
        DomainRecord record = store.domains().stream()
                .filter(d -> d.domain().equals(domain))
                .findFirst()
                .orElseThrow(() -> Lookups.missing("domain", domain.url()));
        StackRecord stack = store.stackById(record.stackId()).orElseThrow();
        carryOut(stack, new DomainChange.Remove(domain));
    }

    private Optional<DomainView> carryOut(StackRecord stack, DomainChange change) {
        try {
            return changes.ask(stack.id(), change);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Refused(
                    Refused.Kind.UNREACHABLE,
                    Diagnostic.error("daemon.stopping", "the daemon was asked to stop")
                            .suggest("see whether it was done: portolan domain ls"));
        }
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

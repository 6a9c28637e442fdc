package io.portolan.engine.service;

import io.portolan.engine.Locks;
import io.portolan.engine.Signal;
import io.portolan.engine.reconcile.Reconciler;
import io.portolan.engine.state.DesiredState;
import io.portolan.engine.state.Observer;
import io.portolan.engine.store.Conflict;
import io.portolan.engine.store.DestinationRecord;
import io.portolan.engine.store.Store;
import io.portolan.engine.view.DestinationView;
import io.portolan.model.Diagnostic;
import io.portolan.model.runtime.Cidr;
import io.portolan.model.runtime.ObservedContainer;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** {@link DestinationService} on the running engine. */
public final class Destinations implements DestinationService {
    private final Store store;
    private final Observer observer;
    private final Infrastructure infrastructure;
    private final Locks locks;
    private final Signal signal;
    private final InstantSource clock;
    private final Supplier<String> ids;
    private final DestinationChecks checks;
    private final DestinationViews views;

    Destinations(
            Store store,
            Observer observer,
            DesiredState desiredState,
            Infrastructure infrastructure,
            Locks locks,
            Signal signal,
            InstantSource clock,
            Supplier<String> ids) {
        this.store = store;
        this.observer = observer;
        this.infrastructure = infrastructure;
        this.locks = locks;
        this.signal = signal;
        this.clock = clock;
        this.ids = ids;
        this.checks = new DestinationChecks(store);
        this.views = new DestinationViews(store, observer, desiredState);
    }

    /** Makes the destination {@code default} where there is none at all: at the first start. */
    public void ensureDefault() {
        if (store.destinations().isEmpty()) {
            Wanted plain = new Wanted("default", Optional.empty(), Optional.empty(), Map.of());
            store.addDestination(record(plain), new TreeMap<>());
        }
    }

    private DestinationRecord record(Wanted wanted) {
        Store.Identity identity = store.identity();
        return new DestinationRecord(
                ids.get(),
                wanted.name(),
                identity.team(),
                identity.server(),
                wanted.adopt(),
                wanted.labels(),
                false,
                clock.instant());
    }

    @Override
    public DestinationView add(Wanted wanted) {
        checks.refuseInvalid(wanted);
        checks.refuseImpossible(wanted, Lookups.reachably(() -> observer.look(List.of())));
        DestinationRecord record = record(wanted);
        SortedMap<String, Cidr> subnets = new TreeMap<>();
        wanted.subnet().ifPresent(s -> subnets.put(views.network(record), s));
        try (Locks.Held _ = locks.hold(Reconciler.INFRASTRUCTURE)) {
            store.addDestination(record, subnets);
            List<Diagnostic> failures = infrastructure.carryOut();
            if (!failures.isEmpty()) {
                // What was made of it is taken back like a destination that is removed, at once or by the reconciler.
                store.setDestinationRemoving(record.id());
                throw new Refused(Refused.Kind.CONFLICT, failures);
            }
        } catch (Conflict conflict) {
            throw new Refused(Refused.Kind.CONFLICT, Diagnostic.error("destination.taken", conflict.getMessage()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            signal.raise();
        }
        return views.view(record);
    }

    @Override
    public void remove(String name) {
        DestinationRecord record = find(name);
        refuseInUse(record);
        try (Locks.Held _ = locks.hold(Reconciler.INFRASTRUCTURE)) {
            store.setDestinationRemoving(record.id());
            List<Diagnostic> failures = infrastructure.carryOut();
            if (!failures.isEmpty()) {
                throw new Refused(Refused.Kind.CONFLICT, withOutlook(name, failures));
            }
            store.removeDestination(record.id(), Set.of(views.network(record)));
        } catch (Conflict conflict) {
            throw inUse(conflict.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            signal.raise();
        }
    }

    private static List<Diagnostic> withOutlook(String name, List<Diagnostic> failures) {
        List<Diagnostic> all = new ArrayList<>();
        all.add(Diagnostic.error("destination.removal-waits", "destination " + name + " is not removed yet")
                .suggest("Portolan goes on trying; see portolan status"));
        all.addAll(failures);
        return all;
    }

    private void refuseInUse(DestinationRecord record) {
        List<String> users = views.users(record);
        if (!users.isEmpty()) {
            throw inUse("destination %s is used by %s"
                    .formatted(
                            record.name(), users.stream().map(u -> "stack " + u).collect(Collectors.joining(", "))));
        }
        if (record.adoptedNetwork().isPresent()) {
            return;
        }
        String network = views.network(record);
        List<String> guests = Lookups.reachably(() -> observer.look(List.of())).containers().stream()
                .filter(c -> c.attachment(network).isPresent())
                .filter(c -> !c.isOf(store.identity().instance()))
                .map(ObservedContainer::name)
                .sorted()
                .toList();
        if (!guests.isEmpty()) {
            throw new Refused(
                    Refused.Kind.CONFLICT,
                    Diagnostic.error(
                                    "destination.in-use",
                                    "destination %s is used by containers that Portolan did not make: %s"
                                            .formatted(record.name(), String.join(", ", guests)))
                            .suggest("take them off its network: docker network disconnect %s %s"
                                    .formatted(network, guests.getFirst())));
        }
    }

    private static Refused inUse(String message) {
        return new Refused(
                Refused.Kind.CONFLICT,
                Diagnostic.error("destination.in-use", message)
                        .suggest(
                                "remove these stacks, or place them elsewhere: portolan stack deploy … --destination OTHER"));
    }

    @Override
    public DestinationView show(String name) {
        return views.view(find(name));
    }

    private DestinationRecord find(String name) {
        return store.destinations().stream()
                .filter(d -> d.name().equals(name))
                .findFirst()
                .orElseThrow(() -> Lookups.missing("destination", name));
    }

    @Override
    public List<DestinationView> list() {
        return views.views();
    }
}

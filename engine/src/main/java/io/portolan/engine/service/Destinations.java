package io.portolan.engine.service;

import io.portolan.engine.Locks;
import io.portolan.engine.Signal;
import io.portolan.engine.execute.Files;
import io.portolan.engine.execute.PlanExecutor;
import io.portolan.engine.execute.StepListener;
import io.portolan.engine.reconcile.Reconciler;
import io.portolan.engine.state.DesiredState;
import io.portolan.engine.state.Observer;
import io.portolan.engine.store.Conflict;
import io.portolan.engine.store.DestinationRecord;
import io.portolan.engine.store.StackRecord;
import io.portolan.engine.store.Store;
import io.portolan.engine.view.DestinationView;
import io.portolan.model.Diagnostic;
import io.portolan.model.Names;
import io.portolan.model.runtime.Cidr;
import io.portolan.model.runtime.Observed;
import io.portolan.model.runtime.ObservedNetwork;
import io.portolan.model.stack.Bundle;
import io.portolan.planner.Desired;
import io.portolan.planner.Naming;
import io.portolan.planner.Plan;
import io.portolan.planner.Planner;
import io.portolan.planner.Scope;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;

/** {@link DestinationService} on the running engine. */
public final class Destinations implements DestinationService {
    private static final Set<String> BUILT_IN = Set.of("bridge", "host", "none");

    private final Store store;
    private final Observer observer;
    private final DesiredState desiredState;
    private final PlanExecutor executor;
    private final Locks locks;
    private final Signal signal;
    private final InstantSource clock;
    private final Supplier<String> ids;

    Destinations(
            Store store,
            Observer observer,
            DesiredState desiredState,
            PlanExecutor executor,
            Locks locks,
            Signal signal,
            InstantSource clock,
            Supplier<String> ids) {
        this.store = store;
        this.observer = observer;
        this.desiredState = desiredState;
        this.executor = executor;
        this.locks = locks;
        this.signal = signal;
        this.clock = clock;
        this.ids = ids;
    }

    /** Makes the destination {@code default} where there is none at all: at the first start. */
    public void ensureDefault() {
        if (store.destinations().isEmpty()) {
            store.addDestination(record("default", Optional.empty()), new TreeMap<>());
        }
    }

    private DestinationRecord record(String name, Optional<String> adopted) {
        Store.Identity identity = store.identity();
        return new DestinationRecord(ids.get(), name, identity.team(), identity.server(), adopted, clock.instant());
    }

    @Override
    public DestinationView add(String name, Optional<Cidr> subnet, boolean adopt) {
        if (!adopt) {
            Names.check("destination", name).ifPresent(d -> {
                throw new Refused(Refused.Kind.INVALID, d);
            });
        }
        Observed seen = Lookups.reachably(() -> observer.look(List.of()));
        if (adopt) {
            refuseUnadoptable(name, seen);
        }
        subnet.ifPresent(s -> refuseOverlap(s, seen));
        DestinationRecord record = record(name, adopt ? Optional.of(name) : Optional.empty());
        SortedMap<String, Cidr> subnets = new TreeMap<>();
        subnet.ifPresent(
                s -> subnets.put(Naming.destinationNetwork(store.identity().instance(), name), s));
        try (Locks.Held _ = locks.hold(Reconciler.INFRASTRUCTURE)) {
            store.addDestination(record, subnets);
            carryOut(record);
        } catch (Conflict conflict) {
            throw new Refused(Refused.Kind.CONFLICT, Diagnostic.error("destination.taken", conflict.getMessage()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return view(record);
    }

    private void carryOut(DestinationRecord added) throws InterruptedException {
        Plan plan = Lookups.reachably(this::plan);
        List<Diagnostic> failures =
                plan.diagnostics().stream().filter(Diagnostic::isError).toList();
        if (failures.isEmpty()) {
            Reconciler.reserve(store, plan);
            Files none = _ -> Bundle.empty();
            failures = executor.run(plan, none, StepListener.silent()).failures();
        }
        look();
        if (!failures.isEmpty()) {
            forget(added);
            throw new Refused(Refused.Kind.CONFLICT, failures);
        }
    }

    private Plan plan() {
        Desired desired = desiredState.current();
        Observed observed = observer.look(DesiredState.images(desired));
        return Planner.plan(desired, new Scope.Infrastructure(), observed, desiredState.facts());
    }

    private static void refuseUnadoptable(String name, Observed seen) {
        if (BUILT_IN.contains(name)) {
            throw new Refused(
                    Refused.Kind.INVALID,
                    Diagnostic.error(
                                    "destination.built-in",
                                    "the engine's own network \"" + name
                                            + "\" cannot be a destination: containers have no names on it")
                            .suggest("make one: portolan destination add NAME"));
        }
        if (seen.network(name).isEmpty()) {
            throw Lookups.missing("network", name);
        }
    }

    private static void refuseOverlap(Cidr wanted, Observed seen) {
        for (ObservedNetwork network : seen.networks()) {
            network.subnets().stream().filter(wanted::overlaps).findFirst().ifPresent(taken -> {
                throw new Refused(
                        Refused.Kind.CONFLICT,
                        Diagnostic.error(
                                "subnet.overlap", wanted + " overlaps " + taken + " of the network " + network.name()));
            });
        }
        seen.host().routes().stream()
                .filter(r -> wanted.overlaps(r.destination()))
                .findFirst()
                .ifPresent(r -> {
                    throw new Refused(
                            Refused.Kind.CONFLICT,
                            Diagnostic.error(
                                    "subnet.overlap",
                                    wanted + " overlaps " + r.destination() + ", which the host routes through "
                                            + r.device()));
                });
    }

    @Override
    public void remove(String name) {
        DestinationRecord record = store.destinations().stream()
                .filter(d -> d.name().equals(name))
                .findFirst()
                .orElseThrow(() -> Lookups.missing("destination", name));
        List<String> users = users(record);
        if (!users.isEmpty()) {
            throw new Refused(
                    Refused.Kind.CONFLICT,
                    Diagnostic.error(
                                    "destination.in-use",
                                    "destination " + name + " is used by " + String.join(", ", users))
                            .suggest("remove these stacks or place them elsewhere first"));
        }
        try (Locks.Held _ = locks.hold(Reconciler.INFRASTRUCTURE)) {
            forget(record);
            Plan plan = Lookups.reachably(this::plan);
            executor.runWhatCan(plan, _ -> Bundle.empty(), StepListener.silent());
            look();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        signal.raise();
    }

    private void forget(DestinationRecord record) {
        store.removeDestination(
                record.id(), Set.of(Naming.destinationNetwork(store.identity().instance(), record.name())));
    }

    private List<String> users(DestinationRecord record) {
        return store.stacks().stream()
                .filter(s -> s.placement().destination().equals(record.id()))
                .map(StackRecord::name)
                .sorted()
                .toList();
    }

    private void look() {
        Lookups.reachably(() -> observer.look(DesiredState.images(desiredState.current())));
    }

    @Override
    public List<DestinationView> list() {
        return store.destinations().stream().map(this::view).toList();
    }

    private DestinationView view(DestinationRecord record) {
        String network = record.adoptedNetwork()
                .orElseGet(() -> Naming.destinationNetwork(store.identity().instance(), record.name()));
        String subnet = observer.last()
                .observed()
                .network(network)
                .flatMap(n -> n.subnets().stream().findFirst())
                .map(Cidr::toString)
                .orElse("");
        return new DestinationView(
                record.name(),
                record.id(),
                "local",
                network,
                subnet,
                record.adoptedNetwork().isPresent(),
                users(record));
    }
}

package io.portolan.engine.service;

import io.portolan.engine.EngineSettings;
import io.portolan.engine.Locks;
import io.portolan.engine.Server;
import io.portolan.engine.Signal;
import io.portolan.engine.execute.PlanExecutor;
import io.portolan.engine.execute.RoutePublisher;
import io.portolan.engine.execute.StepRunner;
import io.portolan.engine.reconcile.DriftFinder;
import io.portolan.engine.reconcile.ReconcileLoop;
import io.portolan.engine.reconcile.Reconciler;
import io.portolan.engine.rollout.HostCallCheck;
import io.portolan.engine.rollout.Rollouts;
import io.portolan.engine.state.DesiredState;
import io.portolan.engine.state.Observer;
import io.portolan.engine.store.Store;
import java.time.Duration;
import java.time.InstantSource;
import java.util.random.RandomGenerator;

/** An engine put together from its ports: the services for the API, and the loop that keeps the server true. */
public final class EngineAssembly implements AutoCloseable {
    /** A repair that waits for a container to become ready may take longer than a user likes to wait for nothing. */
    private static final Duration REPAIR_PATIENCE = Duration.ofSeconds(30);

    private final ReconcileLoop loop;
    private final Destinations destinations;
    private final Platform platform;

    public EngineAssembly(
            EngineSettings settings,
            Server server,
            Store store,
            InstantSource clock,
            RandomGenerator random,
            Platform.TokenCheck tokens) {
        store.proxyChoice().ifPresent(server.proxy()::choose);
        Signal signal = new Signal();
        Locks locks = new Locks(REPAIR_PATIENCE);
        Observer observer = new Observer(server, store.identity().instance(), clock);
        DesiredState desired = new DesiredState(store, settings, server.proxy());
        RoutePublisher publisher = new RoutePublisher(server, desired, observer);
        PlanExecutor executor =
                new PlanExecutor(new StepRunner(server, store.identity().instance(), publisher, signal, settings));
        HostCallCheck hostCalls = new HostCallCheck(server.runtime(), observer, desired);
        Rollouts rollouts = new Rollouts(store, observer, desired, publisher, executor, hostCalls, signal, clock);
        DriftFinder drift = new DriftFinder(observer, desired, publisher);
        Reconciler reconciler = new Reconciler(store, drift, executor, rollouts, locks, signal, clock);
        this.loop = new ReconcileLoop(server, reconciler, signal, store, clock, settings.resync());
        RouteViews routeViews = new RouteViews(store, observer, publisher);
        StackPlans plans = new StackPlans(server, store, desired, observer, clock, random);
        Infrastructure infrastructure = new Infrastructure(store, observer, desired, executor);
        this.destinations =
                new Destinations(store, observer, desired, infrastructure, locks, signal, clock, plans::newId);
        ProxyTrial trial = new ProxyTrial(server, store.identity().instance(), signal);
        Proxies proxies = new Proxies(
                server,
                store,
                observer,
                desired,
                new ProxyExchange(server, store, publisher, infrastructure, trial, locks, clock),
                signal);
        StackStreams streams =
                new StackStreams(server.runtime(), store.identity().instance());
        StackChanges changes = new StackChanges(store, rollouts, desired, streams, locks);
        LinkViews linkViews = new LinkViews(store, desired);
        Stacks stacks = new Stacks(
                store,
                plans,
                rollouts,
                changes,
                new DestinationConnections(store, rollouts, desired, changes),
                new StackViews(store, observer, desired, routeViews, linkViews),
                streams,
                clock);
        DomainChanges domainChanges = new DomainChanges(store, observer, desired, rollouts, publisher, routeViews);
        Domains domains = new Domains(store, routeViews, domainChanges, locks, clock);
        Links links = new Links(store, desired, plans, rollouts, changes, linkViews);
        Inventory inventory = new Inventory(
                settings, server, store, observer, desired, publisher, reconciler, drift, clock.instant());
        this.platform =
                new Platform(stacks, domains, destinations, links, proxies, inventory, store.identity(), tokens);
    }

    public Platform platform() {
        return platform;
    }

    /** Makes what a first start needs, and begins to keep the server true. */
    public void start() {
        destinations.ensureDefault();
        loop.start();
    }

    @Override
    public void close() {
        loop.close();
    }
}

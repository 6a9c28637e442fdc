package io.portolan.engine.service;

import io.portolan.engine.EngineSettings;
import io.portolan.engine.Server;
import io.portolan.engine.execute.ActionName;
import io.portolan.engine.execute.RoutePublisher;
import io.portolan.engine.port.ContainerRuntime.EngineInfo;
import io.portolan.engine.reconcile.DriftFinder;
import io.portolan.engine.reconcile.Reconciler;
import io.portolan.engine.reconcile.Repair;
import io.portolan.engine.state.DesiredState;
import io.portolan.engine.state.Observer;
import io.portolan.engine.state.Observer.Snapshot;
import io.portolan.engine.store.Store;
import io.portolan.engine.view.DriftView;
import io.portolan.engine.view.EventView;
import io.portolan.engine.view.LinkView;
import io.portolan.engine.view.NetworkView;
import io.portolan.engine.view.PortView;
import io.portolan.engine.view.ReachView;
import io.portolan.engine.view.ReconcileView;
import io.portolan.engine.view.StatusView;
import io.portolan.model.Diagnostic;
import io.portolan.model.Labels;
import io.portolan.model.runtime.AddressPools;
import io.portolan.model.runtime.Observed;
import io.portolan.model.runtime.ObservedContainer;
import io.portolan.model.runtime.ObservedContainer.Status;
import io.portolan.model.stack.StackSpec;
import io.portolan.planner.AddressUsage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** {@link InventoryService} on the running engine. */
public final class Inventory implements InventoryService {
    private static final int EVENTS_SHOWN = 20;
    /** A repair that fails once a minute for hours must not push what was repaired out of sight. */
    private static final int EVENTS_READ = 1000;

    private final EngineSettings settings;
    private final Server server;
    private final Store store;
    private final Observer observer;
    private final DesiredState desiredState;
    private final RoutePublisher publisher;
    private final Reconciler reconciler;
    private final DriftFinder drift;
    private final Instant startedAt;

    Inventory(
            EngineSettings settings,
            Server server,
            Store store,
            Observer observer,
            DesiredState desiredState,
            RoutePublisher publisher,
            Reconciler reconciler,
            DriftFinder drift,
            Instant startedAt) {
        this.settings = settings;
        this.server = server;
        this.store = store;
        this.observer = observer;
        this.desiredState = desiredState;
        this.publisher = publisher;
        this.reconciler = reconciler;
        this.drift = drift;
        this.startedAt = startedAt;
    }

    @Override
    public StatusView status() {
        Snapshot snapshot = observer.last();
        return new StatusView(
                new StatusView.Daemon(
                        settings.version(), store.identity().instance(), startedAt, ResidentMemory.bytes()),
                List.of(new StatusView.Server(
                        server.name(),
                        server.endpoint(),
                        snapshot.reachable(),
                        snapshot.engine(),
                        snapshot.at(),
                        snapshot.problem().map(Throwable::getMessage).orElse(""))),
                proxy(snapshot),
                counts(snapshot.observed()),
                addresses(snapshot.observed()),
                drift());
    }

    private List<ObservedContainer> ours(Observed observed) {
        return observed.containers().stream()
                .filter(c -> store.identity()
                        .instance()
                        .equals(c.label(Labels.INSTANCE).orElse("")))
                .toList();
    }

    private StatusView.Proxy proxy(Snapshot snapshot) {
        Optional<ObservedContainer> container = snapshot.observed().containers().stream()
                .filter(c -> c.isProxyOf(store.identity().instance()))
                .findFirst();
        String state = !snapshot.reachable()
                ? "unknown"
                : container.isEmpty() ? "missing" : snapshot.observed().served().isPresent() ? "serving" : "starting";
        return new StatusView.Proxy(
                desiredState.proxy().kind(),
                desiredState.proxy().image(),
                state,
                settings.proxy().httpPort(),
                settings.proxy().httpsPort(),
                snapshot.observed().served().map(c -> c.routes().size()).orElse(0));
    }

    private StatusView.Counts counts(Observed observed) {
        var desired = desiredState.current();
        return new StatusView.Counts(
                store.stacks().size(),
                desired.stacks().stream()
                        .mapToInt(s -> s.spec().services().size())
                        .sum(),
                (int) ours(observed).stream().filter(c -> c.state().running()).count(),
                (int) observed.networks().stream()
                        .filter(n ->
                                store.identity().instance().equals(n.labels().get(Labels.INSTANCE)))
                        .count(),
                publisher.table().routes().size());
    }

    private StatusView.Addresses addresses(Observed observed) {
        AddressPools pools = settings.addressPools();
        AddressUsage usage =
                AddressUsage.of(pools, observed, store.reservedSubnets().values());
        return new StatusView.Addresses(
                pools.toString(),
                usage.all(),
                usage.taken(),
                usage.stackNetworksLeft(),
                usage.destinationsLeft(),
                usage.warning(pools)
                        .map(w -> w + "; " + AddressUsage.advice(pools))
                        .orElse(""));
    }

    private StatusView.Drift drift() {
        RepairHistory history = new RepairHistory(store.events(EVENTS_READ));
        List<Repair> due = reconciler.pending();
        return new StatusView.Drift(
                due.stream().flatMap(r -> views(r).stream()).toList(),
                notes(),
                history.failing(due.stream().map(Repair::subject).toList()),
                history.repaired(EVENTS_SHOWN));
    }

    private static List<DriftView> views(Repair repair) {
        return repair.plan().steps().stream()
                .map(s -> new DriftView(
                        repair.subject(), ActionName.of(s.action()), s.action().target(), s.reason(), repair.breaks(s)))
                .toList();
    }

    /** What differs and is left as it is. */
    private List<String> notes() {
        List<String> notes = new ArrayList<>();
        reconciler.diagnostics().forEach(d -> notes.add(d.message()));
        server.proxy()
                .refusals()
                .forEach((route, words) -> notes.add("%s of %s is not served: the proxy does not take its route: %s"
                        .formatted(route.domain(), route.owner(), words)));
        for (ObservedContainer c : ours(observer.last().observed())) {
            boolean stopped = c.state().status() == Status.EXITED
                    && c.label(Labels.ROLE).orElse("").equals("app");
            if (stopped && !isFinishedOneShot(c)) {
                notes.add("service " + c.label(Labels.SERVICE).orElse("") + " of stack "
                        + c.label(Labels.STACK_NAME).orElse("")
                        + " is stopped and stays so; portolan stack start "
                        + c.label(Labels.STACK_NAME).orElse("") + " starts it");
            }
        }
        return notes;
    }

    private boolean isFinishedOneShot(ObservedContainer c) {
        return c.state().exitCode() == 0
                && desiredState
                        .current()
                        .stack(c.label(Labels.STACK).orElse(""))
                        .map(io.portolan.planner.Desired.Stack::spec)
                        .flatMap((StackSpec s) ->
                                s.service(c.label(Labels.SERVICE).orElse("")))
                        .map(s -> s.lifecycle().oneShot())
                        .orElse(false);
    }

    @Override
    public List<NetworkView> networks() {
        return new NetworkViews(store.identity().instance(), store.destinations(), linkNames())
                .all(observer.last().observed());
    }

    private Map<String, String> linkNames() {
        return new LinkViews(store, desiredState)
                .all().stream().collect(Collectors.toMap(LinkView::id, l -> "link %s:%s -> %s:%s"
                        .formatted(
                                l.consumer().stack(),
                                l.consumer().service(),
                                l.provider().stack(),
                                l.provider().service())));
    }

    @Override
    public NetworkView network(String name) {
        return networks().stream()
                .filter(n -> n.name().equals(name))
                .findFirst()
                .orElseThrow(() -> Lookups.missing("network", name));
    }

    @Override
    public ReachView reach(String network) {
        Snapshot snapshot = observer.last();
        if (snapshot.observed().network(network).isEmpty()) {
            throw Lookups.missing("network", network);
        }
        return new ReachViews(store.identity().instance(), snapshot.observed())
                .over(network, snapshot.info().map(EngineInfo::filtersIpv6).orElse(false));
    }

    @Override
    public List<PortView> ports() {
        return PortViews.all(server.name(), observer.last().observed(), store);
    }

    @Override
    public List<EventView> events(int limit) {
        return store.events(limit).stream()
                .map(e -> new EventView(e.at(), e.kind(), e.subject(), e.message()))
                .toList();
    }

    @Override
    public ReconcileView reconcile(boolean dryRun) {
        List<Repair> repairs = Lookups.reachably(drift::all);
        if (!dryRun) {
            try {
                reconciler.repairNow();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        List<DriftView> found = repairs.stream().flatMap(r -> views(r).stream()).toList();
        List<Diagnostic> diagnostics =
                repairs.stream().flatMap(r -> r.plan().diagnostics().stream()).toList();
        return new ReconcileView(dryRun, found, notes(), diagnostics);
    }

    @Override
    public boolean ready() {
        return reconciler.infrastructureStands();
    }

    @Override
    public String unreadyReason() {
        if (ready()) {
            return "";
        }
        Snapshot snapshot = observer.last();
        return snapshot.problem().map(Throwable::getMessage).orElseGet(() -> reconciler.diagnostics().stream()
                .findFirst()
                .map(Diagnostic::message)
                .orElse("the proxy and the networks are being made"));
    }
}

package io.portolan.testkit;

import io.portolan.model.Labels;
import io.portolan.model.route.ProxyConfig;
import io.portolan.model.route.Target;
import io.portolan.model.runtime.Attachment;
import io.portolan.model.runtime.ContainerSpec;
import io.portolan.model.runtime.EngineVersion;
import io.portolan.model.runtime.HostFacts;
import io.portolan.model.runtime.HostFacts.HostAddress;
import io.portolan.model.runtime.HostFacts.HostRoute;
import io.portolan.model.runtime.HostFacts.Listener;
import io.portolan.model.runtime.Observed;
import io.portolan.model.runtime.ObservedContainer;
import io.portolan.model.runtime.ObservedContainer.Health;
import io.portolan.model.runtime.ObservedContainer.ObservedAttachment;
import io.portolan.model.runtime.ObservedContainer.Status;
import io.portolan.model.runtime.ObservedImage;
import io.portolan.model.runtime.ObservedNetwork;
import io.portolan.model.runtime.ObservedVolume;
import io.portolan.model.runtime.PublishedPort;
import io.portolan.model.stack.LifecycleSpec.Condition;
import io.portolan.model.stack.Mount;
import io.portolan.model.stack.Sharing;
import io.portolan.planner.Action;
import io.portolan.planner.Plan;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * A server in memory. Actions change it as they would change a real one, and what a real engine refuses throws an
 * {@link IllegalStateException}: a name or host port that is taken, a network, volume or image that is not there.
 *
 * <p>Containers become healthy, or finish, when they are waited for.
 */
public final class FakeWorld {
    private FakeNetworks networks = new FakeNetworks();
    private final Map<String, ObservedVolume> volumes = new TreeMap<>();
    private final Map<String, ObservedContainer> containers = new TreeMap<>();
    private final Map<String, ObservedImage> images = new TreeMap<>();
    private final Map<String, ObservedImage> registry = new TreeMap<>();
    private final List<Listener> listeners = new ArrayList<>();
    private final List<HostRoute> routes = new ArrayList<>();
    private final List<HostAddress> addresses = new ArrayList<>();
    private final Set<String> granted = new HashSet<>();
    private final Map<String, Set<String>> reads = new TreeMap<>();
    private EngineVersion engine = new EngineVersion("1.41");
    private ProxyConfig persisted = ProxyConfig.empty();
    private int lastId;
    private int lastStart;

    /** Another world that is the same until something happens in one of them. */
    public FakeWorld copy() {
        FakeWorld copy = new FakeWorld();
        copy.networks = networks.copy();
        copy.volumes.putAll(volumes);
        copy.containers.putAll(containers);
        copy.images.putAll(images);
        copy.granted.addAll(granted);
        copy.reads.putAll(reads);
        copy.registry.putAll(registry);
        copy.listeners.addAll(listeners);
        copy.routes.addAll(routes);
        copy.addresses.addAll(addresses);
        copy.engine = engine;
        copy.persisted = persisted;
        copy.lastId = lastId;
        copy.lastStart = lastStart;
        return copy;
    }

    public Observed observed() {
        boolean proxyRuns = containers.values().stream()
                .anyMatch(c ->
                        "proxy".equals(c.labels().get(Labels.ROLE)) && c.state().running());
        return new Observed(
                networks.all(),
                List.copyOf(volumes.values()),
                List.copyOf(containers.values()),
                List.copyOf(images.values()),
                new HostFacts(listeners, routes, addresses, true),
                engine,
                proxyRuns ? Optional.of(persisted) : Optional.empty());
    }

    // What else happens in a world

    /** The engine is another one from now on. */
    public void engine(EngineVersion version) {
        engine = version;
    }

    public void put(ObservedNetwork network) {
        networks.put(network);
    }

    public void put(ObservedVolume volume) {
        volumes.put(volume.name(), volume);
    }

    public void put(ObservedContainer container) {
        containers.put(container.name(), container);
    }

    /** A container that somebody else runs on a network of theirs. */
    public void putForeign(String name, String network) {
        putForeign(name, List.of(new ObservedAttachment(network, network, "172.30.0.2", List.of(name))), List.of());
    }

    /** A container of somebody else that holds a port of the host. */
    public void putForeign(String name, PublishedPort port) {
        putForeign(name, List.of(), List.of(port));
    }

    private void putForeign(String name, List<ObservedAttachment> attachments, List<PublishedPort> published) {
        put(new ObservedContainer(
                nextId(),
                name,
                "theirs:1",
                "sha256:theirs",
                FakeContainers.state(Status.RUNNING, Health.NONE, 0, ""),
                attachments,
                published,
                Map.of()));
    }

    /** A container that a daemon was writing files through when it ended. */
    public void putHelper(String name, Map<String, String> labels) {
        put(new ObservedContainer(
                nextId(),
                name,
                "web:1",
                "sha256:web:1",
                FakeContainers.state(Status.CREATED, Health.NONE, 0, ""),
                List.of(),
                List.of(),
                labels));
    }

    /** Makes an image pullable with what it says of itself; images that nobody registered say nothing. */
    public void register(ObservedImage image) {
        registry.put(image.reference(), image);
    }

    public void listen(Listener listener) {
        listeners.add(listener);
    }

    public void route(HostRoute route) {
        routes.add(route);
    }

    public void address(HostAddress address) {
        addresses.add(address);
    }

    public void removeVolume(String name) {
        volumes.remove(name);
        granted.removeIf(g -> g.startsWith(name + "/"));
    }

    public void removeContainer(String name) {
        containers.remove(name);
    }

    /** The container's process ended, by itself or because a user stopped it. */
    public void exit(String name, int code) {
        put(FakeContainers.in(existing(name), Status.EXITED, Health.NONE, code, ""));
    }

    /** As by {@code docker restart}: its namespaces are new ones, and who was in the old ones stays there. */
    public void restart(String name) {
        exit(name, 0);
        start(name);
    }

    public void change(String name, Status status, Health health, String error) {
        put(FakeContainers.in(existing(name), status, health, 0, error));
    }

    // What a plan does

    public void apply(Plan plan) {
        plan.steps().forEach(s -> apply(s.action()));
    }

    public void apply(Action action) {
        switch (action) {
            case Action.CreateNetwork a -> networks.create(nextId(), a.network());
            case Action.RemoveNetwork a -> networks.remove(a.target(), containers.values());
            case Action.CreateVolume a ->
                volumes.putIfAbsent(
                        a.target(),
                        new ObservedVolume(
                                a.target(), a.volume().driver(), a.volume().labels()));
            case Action.RemoveVolume a -> removeVolume(a.target());
            case Action.PullImage a -> images.put(a.target(), pulled(a));
            case Action.WriteFiles a -> {
                require(volumes.containsKey(a.target()), "no volume %s", a.target());
                require(images.containsKey(a.image()), "no image %s", a.image());
            }
            case Action.WriteGrants a -> {
                require(volumes.containsKey(a.target()), "no volume %s", a.target());
                require(images.containsKey(a.image()), "no image %s", a.image());
                a.paths().forEach(p -> granted.add(a.target() + "/" + p));
            }
            case Action.RunContainer a -> run(a.container());
            case Action.StartContainer a -> start(a.target());
            case Action.AwaitContainer a -> await(a.target(), a.condition());
            case Action.ConnectNetwork a -> connect(a.target(), a.attachment());
            case Action.WithdrawNames a ->
                a.attachments().forEach(n -> {
                    put(networks.disconnect(existing(a.target()), n.network()));
                    connect(a.target(), n);
                });
            case Action.DisconnectNetwork a -> put(networks.disconnect(existing(a.target()), a.network()));
            case Action.StopContainer a -> exit(a.target(), 0);
            case Action.SetAside a -> {
                require(!containers.containsKey(a.name()), "container %s exists", a.name());
                ObservedContainer there = existing(a.target());
                containers.remove(a.target());
                put(FakeContainers.named(there, a.name()));
            }
            case Action.RemoveContainer a -> containers.remove(a.target());
            case Action.PublishRoutes a -> {
                require(observed().served().isPresent(), "no proxy runs%s", "");
                persisted = a.config();
            }
            case Action.ShiftRoutes a ->
                persisted = a.after(observed().served().orElseThrow(() -> new IllegalStateException("no proxy runs")));
            case Action.AwaitUpstream a ->
                require(
                        existing(a.upstream().host()).state().running(),
                        "%s does not run",
                        a.upstream().host());
            case Action.DrainContainer a -> existing(a.target());
            case Action.AwaitProxy a -> require(existing(a.target()).state().running(), "%s does not run", a.target());
            case Action.AwaitRoute a -> {
                boolean answers = observed().served().stream()
                        .flatMap(c -> c.routes().stream())
                        .filter(r -> r.domain().equals(a.domain()))
                        .anyMatch(r -> r.target() instanceof Target.Redirect
                                || r.upstreams().stream()
                                        .anyMatch(u -> runs(u.host()) || networks.isGateway(u.host())));
                require(answers, "%s does not answer", a.target());
            }
        }
    }

    private ObservedImage pulled(Action.PullImage pull) {
        ObservedImage known = registry.getOrDefault(
                pull.target(), new ObservedImage(pull.target(), "sha256:" + nextId(), List.of(), false));
        return new ObservedImage(
                known.reference(), known.id(), known.exposed(), known.hasHealthcheck(), pull.platform());
    }

    private boolean runs(String container) {
        ObservedContainer there = containers.get(container);
        return there != null && there.state().running();
    }

    private void run(ContainerSpec spec) {
        require(!containers.containsKey(spec.name()), "container %s exists", spec.name());
        require(images.containsKey(spec.image().reference()), "no image %s", spec.image());
        for (Mount mount : spec.mounts()) {
            switch (mount) {
                case Mount.Volume v -> require(volumes.containsKey(v.volume()), "no volume %s", v.volume());
                case Mount.BundlePath b -> require(volumes.containsKey(b.volume()), "no volume %s", b.volume());
                case Mount.Image i -> require(images.containsKey(i.reference()), "no image %s", i.reference());
                case Mount.Grant g ->
                    reads.computeIfAbsent(spec.name(), _ -> new HashSet<>()).add(g.volume() + "/" + g.path());
                case Mount.Anonymous _, Mount.Bind _, Mount.Tmpfs _ -> {}
            }
        }
        spec.runtime().host().sharing().volumesFrom().stream()
                .filter(v -> v.startsWith(Sharing.CONTAINER))
                .forEach(v -> existing(v.substring(Sharing.CONTAINER.length()).replaceFirst(":ro$", "")));
        boolean checked = spec.lifecycle()
                .healthcheck()
                .map(h -> !h.isDisabled())
                .orElse(images.getOrDefault(spec.image().reference(), new ObservedImage("", "", List.of(), false))
                        .hasHealthcheck());
        put(FakeContainers.created(
                nextId(),
                spec,
                checked,
                networks.ofMode(spec.networking().mode()),
                spec.joins().stream().map(o -> existing(o).id()).collect(Collectors.toSet())));
        spec.networking().attachments().forEach(a -> connect(spec.name(), a));
        start(spec.name());
    }

    private void start(String name) {
        ObservedContainer container = existing(name);
        if (container.state().running()) {
            return;
        }
        for (String owner : container.joins()) {
            ObservedContainer there = containers.values().stream()
                    .filter(c -> c.id().equals(owner))
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException("the engine refuses: No such container: " + owner));
            require(there.state().running(), "cannot join network of a non running container: %s", there.name());
        }
        reads.getOrDefault(name, Set.of())
                .forEach(g -> require(granted.contains(g), "bind source path does not exist: %s", g));
        for (PublishedPort port : container.published()) {
            containers.values().stream()
                    .filter(c -> c.state().running())
                    .forEach(c -> require(
                            c.published().stream().noneMatch(p -> FakeContainers.samePort(p, port)),
                            "port is already allocated: %s",
                            port));
        }
        Health health = FakeContainers.isChecked(container) ? Health.STARTING : Health.NONE;
        put(FakeContainers.startedAt(
                networks.started(container, containers.values()), health, Instant.EPOCH.plusSeconds(++lastStart)));
    }

    private void await(String name, Condition condition) {
        ObservedContainer container = existing(name);
        if (condition == Condition.COMPLETED_SUCCESSFULLY) {
            exit(name, 0);
            return;
        }
        require(container.state().running(), "container %s does not run", name);
        if (condition == Condition.HEALTHY && container.state().health() != Health.NONE) {
            put(FakeContainers.in(container, Status.RUNNING, Health.HEALTHY, 0, ""));
        }
    }

    private void connect(String name, Attachment attachment) {
        put(networks.connect(existing(name), attachment, containers.values()));
    }

    private ObservedContainer existing(String name) {
        // An engine's own names begin with a slash, and it takes them with and without.
        ObservedContainer container = containers.get(name.startsWith("/") ? name.substring(1) : name);
        if (container == null) {
            throw new IllegalStateException("no container " + name);
        }
        return container;
    }

    private String nextId() {
        return "%064d".formatted(++lastId);
    }

    static void require(boolean holds, String otherwise, Object subject) {
        if (!holds) {
            throw new IllegalStateException("the engine refuses: " + otherwise.formatted(subject));
        }
    }
}

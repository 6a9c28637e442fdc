package io.portolan.testkit;

import io.portolan.model.Labels;
import io.portolan.model.route.ProxyConfig;
import io.portolan.model.runtime.Attachment;
import io.portolan.model.runtime.ContainerSpec;
import io.portolan.model.runtime.HostFacts;
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
import io.portolan.planner.Action;
import io.portolan.planner.Plan;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * A server in memory. Actions change it as they would change a real one, and what a real engine refuses throws an
 * {@link IllegalStateException}: a name or host port that is taken, a network, volume or image that is not there.
 *
 * <p>Containers become healthy, or finish, when they are waited for.
 */
public final class FakeWorld {
    private final Map<String, ObservedNetwork> networks = new TreeMap<>();
    private final Map<String, ObservedVolume> volumes = new TreeMap<>();
    private final Map<String, ObservedContainer> containers = new TreeMap<>();
    private final Map<String, ObservedImage> images = new TreeMap<>();
    private final Map<String, ObservedImage> registry = new TreeMap<>();
    private final List<Listener> listeners = new ArrayList<>();
    private final List<HostRoute> routes = new ArrayList<>();
    private final Set<String> granted = new HashSet<>();
    private final Map<String, Set<String>> reads = new TreeMap<>();
    private ProxyConfig persisted = ProxyConfig.empty();
    private int lastId;

    /** Another world that is the same until something happens in one of them. */
    public FakeWorld copy() {
        FakeWorld copy = new FakeWorld();
        copy.networks.putAll(networks);
        copy.volumes.putAll(volumes);
        copy.containers.putAll(containers);
        copy.images.putAll(images);
        copy.granted.addAll(granted);
        copy.reads.putAll(reads);
        copy.registry.putAll(registry);
        copy.listeners.addAll(listeners);
        copy.routes.addAll(routes);
        copy.persisted = persisted;
        copy.lastId = lastId;
        return copy;
    }

    public Observed observed() {
        boolean proxyRuns = containers.values().stream()
                .anyMatch(c ->
                        "proxy".equals(c.labels().get(Labels.ROLE)) && c.state().running());
        return new Observed(
                List.copyOf(networks.values()),
                List.copyOf(volumes.values()),
                List.copyOf(containers.values()),
                List.copyOf(images.values()),
                new HostFacts(listeners, routes, true),
                proxyRuns ? Optional.of(persisted) : Optional.empty());
    }

    // What else happens in a world

    public void put(ObservedNetwork network) {
        networks.put(network.name(), network);
    }

    public void put(ObservedVolume volume) {
        volumes.put(volume.name(), volume);
    }

    public void put(ObservedContainer container) {
        containers.put(container.name(), container);
    }

    /** A container that somebody else runs on a network of theirs. */
    public void putForeign(String name, String network) {
        put(new ObservedContainer(
                nextId(),
                name,
                "theirs:1",
                "sha256:theirs",
                FakeContainers.state(Status.RUNNING, Health.NONE, 0, ""),
                List.of(new ObservedAttachment(network, network, "172.30.0.2", List.of(name))),
                List.of(),
                Map.of()));
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

    public void change(String name, Status status, Health health, String error) {
        put(FakeContainers.in(existing(name), status, health, 0, error));
    }

    // What a plan does

    public void apply(Plan plan) {
        plan.steps().forEach(s -> apply(s.action()));
    }

    public void apply(Action action) {
        switch (action) {
            case Action.CreateNetwork a -> {
                require(!networks.containsKey(a.target()), "network %s exists", a.target());
                put(new ObservedNetwork(
                        nextId(),
                        a.target(),
                        "bridge",
                        List.of(a.network().subnet()),
                        a.network().internal(),
                        a.network().labels()));
            }
            case Action.RemoveNetwork a -> removeNetwork(a.target());
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
            case Action.DisconnectNetwork a -> disconnect(a.target(), a.network());
            case Action.StopContainer a -> exit(a.target(), 0);
            case Action.RemoveContainer a -> containers.remove(a.target());
            case Action.PublishRoutes a -> {
                require(observed().served().isPresent(), "no proxy runs%s", "");
                persisted = a.config();
            }
            case Action.AwaitUpstream a ->
                require(
                        existing(a.upstream().host()).state().running(),
                        "%s does not run",
                        a.upstream().host());
            case Action.AwaitRoute a -> {
                boolean answers = observed().served().stream()
                        .flatMap(c -> c.routes().stream())
                        .filter(r -> r.domain().equals(a.domain()))
                        .flatMap(r -> r.upstreams().stream())
                        .anyMatch(u -> runs(u.host()) || isHost(u.host()));
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

    /** The host answers at the gateway of each network. */
    private boolean isHost(String address) {
        return networks.values().stream().flatMap(n -> n.subnets().stream()).anyMatch(s -> s.gateway()
                .equals(address));
    }

    private void removeNetwork(String name) {
        List<String> guests = containers.values().stream()
                .filter(c -> c.state().running() && c.attachment(name).isPresent())
                .map(ObservedContainer::name)
                .toList();
        require(guests.isEmpty(), "network has active endpoints: %s", guests);
        networks.remove(name);
    }

    private void run(ContainerSpec spec) {
        require(!containers.containsKey(spec.name()), "container %s exists", spec.name());
        require(images.containsKey(spec.image().reference()), "no image %s", spec.image());
        for (Mount mount : spec.mounts()) {
            switch (mount) {
                case Mount.Volume v -> require(volumes.containsKey(v.volume()), "no volume %s", v.volume());
                case Mount.BundlePath b -> require(volumes.containsKey(b.volume()), "no volume %s", b.volume());
                case Mount.Grant g ->
                    reads.computeIfAbsent(spec.name(), _ -> new HashSet<>()).add(g.volume() + "/" + g.path());
                case Mount.Anonymous _, Mount.Bind _, Mount.Tmpfs _ -> {}
            }
        }
        spec.networking().ofContainer().ifPresent(o -> require(runs(o), "%s does not run, so has no network", o));
        boolean checked = spec.lifecycle()
                .healthcheck()
                .map(h -> !h.isDisabled())
                .orElse(images.getOrDefault(spec.image().reference(), new ObservedImage("", "", List.of(), false))
                        .hasHealthcheck());
        put(FakeContainers.created(nextId(), spec, checked));
        spec.networking().attachments().forEach(a -> connect(spec.name(), a));
        start(spec.name());
    }

    private void start(String name) {
        ObservedContainer container = existing(name);
        if (container.state().running()) {
            return;
        }
        reads.getOrDefault(name, Set.of())
                .forEach(g -> require(granted.contains(g), "bind source path does not exist: %s", g));
        for (ObservedAttachment attachment : container.attachments()) {
            ObservedNetwork network = networks.get(attachment.network());
            require(
                    network != null && network.id().equals(attachment.networkId()),
                    "network %s not found",
                    attachment.network());
        }
        for (PublishedPort port : container.published()) {
            containers.values().stream()
                    .filter(c -> c.state().running())
                    .forEach(c -> require(
                            c.published().stream().noneMatch(p -> FakeContainers.samePort(p, port)),
                            "port is already allocated: %s",
                            port));
        }
        Health health = FakeContainers.isChecked(container) ? Health.STARTING : Health.NONE;
        put(FakeContainers.in(container, Status.RUNNING, health, 0, ""));
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
        ObservedContainer container = existing(name);
        ObservedNetwork network = networks.get(attachment.network());
        if (network == null) {
            throw new IllegalStateException("no network " + attachment.network());
        }
        require(
                container.attachment(attachment.network()).isEmpty(),
                "endpoint already exists in network %s",
                attachment.network());
        List<ObservedAttachment> attachments = new ArrayList<>(container.attachments());
        attachments.add(new ObservedAttachment(network.name(), network.id(), "10.0.0.1", attachment.aliases()));
        put(FakeContainers.on(container, attachments));
    }

    private void disconnect(String name, String network) {
        ObservedContainer container = existing(name);
        put(FakeContainers.on(
                container,
                container.attachments().stream()
                        .filter(a -> !a.network().equals(network))
                        .toList()));
    }

    private ObservedContainer existing(String name) {
        ObservedContainer container = containers.get(name);
        if (container == null) {
            throw new IllegalStateException("no container " + name);
        }
        return container;
    }

    private String nextId() {
        return "%064d".formatted(++lastId);
    }

    private static void require(boolean holds, String otherwise, Object subject) {
        if (!holds) {
            throw new IllegalStateException("the engine refuses: " + otherwise.formatted(subject));
        }
    }
}

package io.portolan.planner;

import io.portolan.model.Diagnostic;
import io.portolan.model.Labels;
import io.portolan.model.runtime.ContainerSpec;
import io.portolan.model.runtime.ObservedContainer;
import io.portolan.model.runtime.ObservedContainer.ObservedAttachment;
import io.portolan.model.runtime.ObservedContainer.Status;
import io.portolan.model.runtime.ObservedImage;
import io.portolan.model.runtime.ObservedNetwork;
import io.portolan.model.stack.LifecycleSpec.Condition;
import io.portolan.planner.Desired.Destination;
import io.portolan.planner.Step.Interruption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The HTTP proxy, its networks, and the destinations. */
final class ProxyRollout {
    private static final Duration GRACE = Duration.ofSeconds(10);

    private final World world;
    private final NetworkDiffer networks;
    private final Draft draft;
    private final RoutePublication publication;
    private final ProxyBlueprint proxy;

    ProxyRollout(World world, NetworkDiffer networks, Draft draft, RoutePublication publication) {
        this.world = world;
        this.networks = networks;
        this.draft = draft;
        this.publication = publication;
        this.proxy = ProxyBlueprint.of(world);
    }

    /** Everything: the proxy as it should be, on the networks it should be on. */
    void plan() {
        networks.ensureIngress();
        world.destinations().forEach(networks::ensure);
        bringUp();
    }

    /**
     * What a stack's routes need: a proxy that runs, and that is on the networks. One that runs is neither replaced nor
     * taken off a network for a stack's sake.
     */
    void ensure() {
        if (world.aProxyRuns()) {
            world.proxies().stream()
                    .filter(p -> p.state().running())
                    .forEach(p -> publication.after(new AttachmentDiffer(world, draft).connect(proxy.container(), p)));
            return;
        }
        networks.ensureIngress();
        world.destinations().forEach(networks::ensure);
        bringUp();
    }

    /** Puts a proxy that runs on the networks that it lacks, and leaves one that does not run to its own repair. */
    void connectIfRunning() {
        if (world.aProxyRuns()) {
            ensure();
        }
    }

    private void bringUp() {
        ContainerSpec wanted = proxy.container();
        Optional<ObservedContainer> there = world.containerNamed(wanted.name());
        if (there.isPresent() && !world.isOurs(there.get())) {
            draft.say(Diagnostic.error(
                            "container.foreign",
                            "a container named %s exists, and this Portolan did not make it".formatted(wanted.name()))
                    .suggest("remove it: docker rm -f " + wanted.name()));
            return;
        }
        List<ObservedContainer> others = world.proxies().stream()
                .filter(p -> !p.name().equals(wanted.name()))
                .toList();
        Status status = there.map(t -> t.state().status()).orElse(Status.REMOVING);
        List<String> ready =
                switch (status) {
                    case RUNNING, RESTARTING, PAUSED ->
                        new AttachmentDiffer(world, draft).connect(wanted, there.orElseThrow());
                    case CREATED, EXITED -> start(wanted, there.orElseThrow(), others);
                    case DEAD, REMOVING -> run(wanted, there, others);
                };
        if (status == Status.PAUSED) {
            draft.say(Diagnostic.warning("proxy.paused", "the HTTP proxy is paused: nothing is served")
                    .suggest("docker unpause " + wanted.name()));
        }
        there.filter(t -> status != Status.DEAD && status != Status.REMOVING).ifPresent(this::disconnectStrays);
        publication.after(ready);
        List<String> settled = new ArrayList<>(ready);
        settled.addAll(publication.gate());
        boolean exchanged = draft.has("await:" + wanted.name()) && !others.isEmpty();
        if (exchanged) {
            settled.add(draft.add(
                    "answer:" + wanted.name(),
                    new Action.AwaitProxy(wanted.name()),
                    settled,
                    "the former one is kept until this one serves what it should"));
        }
        others.forEach(o -> {
            List<String> before = new ArrayList<>(settled);
            if (World.isUp(o)) {
                before.add(stop(o, settled, "another proxy of this Portolan serves"));
            }
            draft.add(
                    "remove:" + o.name(), new Action.RemoveContainer(o.name()), before, "replaced by " + wanted.name());
        });
    }

    private List<String> start(ContainerSpec wanted, ObservedContainer there, List<ObservedContainer> others) {
        draft.say(new PortRegistry(world).checkProxy());
        List<String> before = new ArrayList<>(new AttachmentDiffer(world, draft).connect(wanted, there));
        before.addAll(stopAll(others, before, "the proxy that should serve does not run"));
        String start = draft.add(
                "start:" + wanted.name(),
                new Action.StartContainer(wanted.name()),
                before,
                "the HTTP proxy does not run");
        return List.of(await(wanted, start));
    }

    private List<String> run(ContainerSpec wanted, Optional<ObservedContainer> there, List<ObservedContainer> others) {
        draft.say(new PortRegistry(world).checkProxy());
        List<String> before = new ArrayList<>();
        wanted.networking().attachments().forEach(a -> before.add("network:" + a.network()));
        before.addAll(new ImageDiffer(world, draft).ensure(wanted.image(), false));
        before.addAll(new VolumeDiffer(world, draft).ensure(proxy.volume(), "data of the HTTP proxy", false));
        String reason = others.isEmpty() ? "there is no HTTP proxy" : changed(others.getFirst());
        before.addAll(stopAll(others, before, reason + ", and both cannot hold its ports"));
        there.filter(t -> t.state().status() == Status.DEAD)
                .ifPresent(t -> before.add(draft.add(
                        "remove:" + t.name(),
                        new Action.RemoveContainer(t.name()),
                        List.copyOf(before),
                        "it cannot be started any more")));
        String run = draft.add("run:" + wanted.name(), new Action.RunContainer(wanted), before, reason);
        return List.of(await(wanted, run));
    }

    private String changed(ObservedContainer old) {
        return Aspects.difference(
                                old.labels().getOrDefault(Labels.ASPECTS, ""),
                                proxy.container().labels().getOrDefault(Labels.ASPECTS, ""))
                        .orElse("specification")
                + " of the HTTP proxy changed";
    }

    private List<String> stopAll(List<ObservedContainer> others, List<String> before, String reason) {
        List<String> now = List.copyOf(before);
        return others.stream()
                .filter(World::isUp)
                .map(o -> stop(o, now, reason))
                .toList();
    }

    private String stop(ObservedContainer old, List<String> before, String reason) {
        String id = "stop:" + old.name();
        return draft.has(id)
                ? id
                : draft.add(
                        id,
                        new Action.StopContainer(old.name(), GRACE),
                        before,
                        reason,
                        Interruption.CONNECTIONS_RESET);
    }

    private String await(ContainerSpec wanted, String after) {
        boolean checked = world.observed()
                .image(wanted.image().reference())
                .map(ObservedImage::hasHealthcheck)
                .orElse(true);
        return draft.add(
                "await:" + wanted.name(),
                new Action.AwaitContainer(wanted.name(), checked ? Condition.HEALTHY : Condition.STARTED),
                List.of(after),
                "routes are published to a proxy that runs");
    }

    /**
     * Networks of destinations that are gone, and those of stacks, which are no place for it. What a person attached the
     * proxy to otherwise is theirs.
     */
    private void disconnectStrays(ObservedContainer there) {
        Set<String> gone =
                goneDestinations().stream().map(ObservedNetwork::name).collect(Collectors.toSet());
        gone.addAll(letGo());
        there.attachments().stream()
                .map(ObservedAttachment::network)
                .filter(n -> gone.contains(n) || isOfStack(n))
                .sorted()
                .forEach(n -> draft.add(
                        "disconnect:" + there.name() + "@" + n,
                        new Action.DisconnectNetwork(there.name(), n),
                        publication.gate(),
                        gone.contains(n)
                                ? "its destination was removed"
                                : "%s does not belong on %s".formatted(there.name(), n)));
    }

    private boolean isOfStack(String network) {
        return world.network(network)
                .filter(n -> world.isOurs(n.labels()) && n.labels().containsKey(Labels.STACK))
                .isPresent();
    }

    /** Removes the networks of destinations that are gone. Planned last, since it waits for everyone to leave them. */
    void forgetDestinations() {
        for (ObservedNetwork network : goneDestinations()) {
            Set<String> before = new TreeSet<>(publication.gate());
            List<String> guests = new ArrayList<>();
            for (ObservedContainer container : world.observed().containers()) {
                if (container.attachment(network.name()).isPresent()) {
                    List<String> leaving = Stream.of(
                                    "disconnect:" + container.name() + "@" + network.name(),
                                    "remove:" + container.name())
                            .filter(draft::has)
                            .toList();
                    before.addAll(leaving);
                    if (leaving.isEmpty()) {
                        guests.add(container.name());
                    }
                }
            }
            guests.sort(Comparator.naturalOrder());
            if (!guests.isEmpty()) {
                draft.say(Diagnostic.warning(
                        "network.in-use",
                        "network %s belongs to no destination any more, but containers are on it: %s"
                                .formatted(network.name(), String.join(", ", guests))));
                continue;
            }
            draft.add(
                    "remove-network:" + network.name(),
                    new Action.RemoveNetwork(network.name()),
                    before,
                    "its destination was removed");
        }
    }

    /** Networks of others that were destinations: they stay as they are. */
    private Set<String> letGo() {
        Set<String> names = world.desired().destinations().stream()
                .filter(Destination::removing)
                .flatMap(d -> d.adoptedNetwork().stream())
                .collect(Collectors.toSet());
        world.destinations().stream().map(world::networkOf).forEach(names::remove);
        return names;
    }

    private List<ObservedNetwork> goneDestinations() {
        Set<String> ids = world.destinations().stream().map(Destination::id).collect(Collectors.toSet());
        Set<String> names = world.destinations().stream().map(world::networkOf).collect(Collectors.toSet());
        return world.observed().networks().stream()
                .filter(n -> world.isOurs(n.labels()))
                .filter(n -> n.labels().containsKey(Labels.DESTINATION))
                .filter(n -> !ids.contains(n.labels().getOrDefault(Labels.DESTINATION, "")))
                .filter(n -> !names.contains(n.name()))
                .sorted(Comparator.comparing(ObservedNetwork::name))
                .toList();
    }
}

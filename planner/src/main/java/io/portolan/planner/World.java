package io.portolan.planner;

import io.portolan.model.Labels;
import io.portolan.model.route.Domain;
import io.portolan.model.runtime.Observed;
import io.portolan.model.runtime.ObservedContainer;
import io.portolan.model.runtime.ObservedContainer.Status;
import io.portolan.model.runtime.ObservedImage;
import io.portolan.model.runtime.ObservedNetwork;
import io.portolan.model.runtime.ObservedVolume;
import io.portolan.model.stack.ImageRef;
import io.portolan.model.stack.ImageRef.PullPolicy;
import io.portolan.planner.Desired.Destination;
import io.portolan.planner.Desired.RoutedDomain;
import io.portolan.planner.Desired.StackState.Removal;
import io.portolan.planner.Reservations.HostPort;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a plan is made from, and the questions that all parts of the planner ask of it. */
final class World {
    /** Never carried out: where the address is missing the plan is refused. */
    private static final String NOWHERE = "127.0.0.1";

    private final Desired desired;
    private final Observed observed;
    private final Facts facts;
    private final ObservedIndex index;
    private final List<Desired.Stack> stacks;
    private final List<Destination> destinations;
    private final Optional<String> portAddress;
    private final Links links;
    private @Nullable HeldPorts heldPorts;
    private @Nullable Map<Integer, List<PlannedPort>> planned;
    private final Map<String, Integer> holders = new HashMap<>();
    private final Map<String, List<RouteClaim>> claims = new HashMap<>();
    private final IdentityHashMap<Desired.Stack, Optional<BlueprintInputs>> inputs = new IdentityHashMap<>();
    private final IdentityHashMap<Desired.Stack, StackBlueprint> blueprints = new IdentityHashMap<>();

    World(Desired desired, Observed observed, Facts facts) {
        this.desired = desired;
        this.observed = observed;
        this.facts = facts;
        this.portAddress = facts.portPolicy().address(observed);
        this.index = facts.memory().index(observed, desired.owner().instance());
        this.stacks = desired.stacks().stream()
                .sorted(Comparator.comparing(Desired.Stack::slug).thenComparing(Desired.Stack::id))
                .toList();
        this.links = Links.of(desired);
        this.destinations = desired.destinations().stream()
                .filter(d -> !d.removing())
                .sorted(Comparator.comparing(Destination::name).thenComparing(Destination::id))
                .toList();
    }

    Desired desired() {
        return desired;
    }

    Observed observed() {
        return observed;
    }

    Facts facts() {
        return facts;
    }

    ObservedIndex index() {
        return index;
    }

    String instance() {
        return desired.owner().instance();
    }

    /** Only what carries this instance's label is ever changed. */
    boolean isOurs(Map<String, String> labels) {
        return instance().equals(labels.get(Labels.INSTANCE));
    }

    boolean isOurs(ObservedContainer container) {
        return isOurs(container.labels());
    }

    Optional<ObservedContainer> containerNamed(String name) {
        return index.container(name);
    }

    Optional<ObservedNetwork> network(String name) {
        return index.network(name);
    }

    /** Whether a network that should be ours is there, and is somebody else's. */
    boolean isUsurped(String network) {
        return network(network).filter(n -> !isOurs(n.labels())).isPresent()
                && network.startsWith(Naming.prefix(instance()) + "-");
    }

    Optional<ObservedVolume> volume(String name) {
        return index.volume(name);
    }

    Optional<ObservedImage> image(String reference) {
        return index.image(reference);
    }

    /** As the engine takes a reference: a name, an id, or the beginning of a single one. */
    Optional<ObservedContainer> container(String reference) {
        String name = reference.startsWith("/") ? reference.substring(1) : reference;
        Optional<ObservedContainer> exact = observed.containers().stream()
                .filter(c -> c.id().equals(reference))
                .findFirst()
                .or(() -> containerNamed(name));
        List<ObservedContainer> begun = observed.containers().stream()
                .filter(c -> !reference.isEmpty() && c.id().startsWith(reference))
                .toList();
        return exact.isPresent() || begun.size() != 1 ? exact : Optional.of(begun.getFirst());
    }

    /** Whether the image is on the server, for the platform that is asked for. */
    boolean has(ImageRef image) {
        return observed.image(image.reference())
                .filter(i -> i.isFor(image.platform()))
                .isPresent();
    }

    /** Whether the image is neither there nor ever pulled. */
    boolean cannotHave(ImageRef image) {
        return image.pullPolicy() == PullPolicy.NEVER && !has(image);
    }

    /** A stack's containers, whatever revision made them, by name. */
    List<ObservedContainer> containersOf(String stackId) {
        return ofRole(stackId, "app");
    }

    /**
     * Containers through which files of a stack are written. Whoever writes removes them, so those that are seen were
     * left by a daemon that ended meanwhile; the engine removes no volume that they hold.
     */
    List<ObservedContainer> helpersOf(String stackId) {
        return ofRole(stackId, "helper");
    }

    private List<ObservedContainer> ofRole(String stackId, String role) {
        return index.containersOf(stackId).stream()
                .filter(c -> role.equals(c.labels().get(Labels.ROLE)))
                .toList();
    }

    /** The networks that were made for a stack, whatever revision made them, by name. */
    List<ObservedNetwork> networksOf(String stackId) {
        return index.networksOf(stackId);
    }

    /** Volumes with configs and secrets of a stack, whatever revision they are of, by name. */
    List<ObservedVolume> grantsOf(String stackId) {
        return index.volumesOf(stackId).stream()
                .filter(v -> OwnerLabels.GRANTS.equals(v.labels().get(Labels.ROLE)))
                .toList();
    }

    /** Our HTTP proxies, current and replaced ones, by name. */
    List<ObservedContainer> proxies() {
        return index.proxies();
    }

    boolean aProxyRuns() {
        return proxies().stream().anyMatch(c -> c.state().running());
    }

    String networkOf(Destination destination) {
        return destination.adoptedNetwork().orElseGet(() -> Naming.destinationNetwork(instance(), destination.name()));
    }

    Optional<String> networkOfDestination(String id) {
        return desired.destination(id).map(this::networkOf);
    }

    /** Those that are to stay. */
    List<Destination> destinations() {
        return destinations;
    }

    List<Desired.Stack> stacks() {
        return stacks;
    }

    Links links() {
        return links;
    }

    /** Whether another stack has the same id or slug, which are each one stack's alone. */
    boolean sharesIdOrSlug(Desired.Stack stack) {
        if (holders.isEmpty()) {
            stacks.forEach(s -> {
                holders.merge("id " + s.id(), 1, Integer::sum);
                holders.merge("slug " + s.slug(), 1, Integer::sum);
            });
        }
        return holders.getOrDefault("id " + stack.id(), 0) > 1 || holders.getOrDefault("slug " + stack.slug(), 0) > 1;
    }

    /** What stacks that are to stay have of a host, by stack and then by domain. */
    List<RouteClaim> claimsOf(String host) {
        if (claims.isEmpty()) {
            stacks.stream().filter(s -> s.state().removing() == Removal.NO).forEach(s -> RouteConflicts.domains(s)
                    .forEach(d -> d.claims().forEach(c -> claims.computeIfAbsent(c.host(), _ -> new ArrayList<>())
                            .add(new RouteClaim(s, d, c)))));
        }
        return claims.getOrDefault(host, List.of());
    }

    /** @param claimed the domain itself, or the other one of a www pair */
    record RouteClaim(Desired.Stack stack, RoutedDomain domain, Domain claimed) {}

    /** What the blueprint of the stack is made from; empty where it is made from more. */
    Optional<BlueprintInputs> inputs(Desired.Stack stack) {
        return inputs.computeIfAbsent(stack, s -> BlueprintInputs.of(s, this));
    }

    /** The stack in the engine's terms. */
    StackBlueprint blueprint(Desired.Stack stack) {
        return blueprints.computeIfAbsent(stack, s -> inputs(s)
                .map(i -> facts.memory().blueprint(i, facts.fingerprintKey(), () -> StackBlueprint.of(s, this)))
                .orElseGet(() -> StackBlueprint.of(s, this)));
    }

    /** The address of a port that its file gives none. */
    String portAddress() {
        return portAddress.orElse(NOWHERE);
    }

    /** Whether the host has the address that the policy for ports wants. */
    boolean hasPortAddress() {
        return portAddress.isPresent();
    }

    HeldPorts heldPorts() {
        if (heldPorts == null) {
            heldPorts = HeldPorts.of(observed, facts.reservedPorts(), instance());
        }
        return heldPorts;
    }

    /** Ports of this number that the files of stacks that are to stay name, whether or not they are reserved yet. */
    List<PlannedPort> plannedPorts(int port) {
        if (planned == null) {
            planned = new HashMap<>();
            stacks.stream()
                    .filter(s -> s.state().removing() == Removal.NO)
                    .forEach(s -> s.spec().services().forEach(v -> v.networking().ports().stream()
                            .filter(p -> p.hostPort().isPresent() && !p.isChoice())
                            .map(p -> new PlannedPort(s, v.name(), ContainerCompiler.claim(p, portAddress())))
                            .forEach(this::plan)));
        }
        return planned.getOrDefault(port, List.of());
    }

    private void plan(PlannedPort port) {
        Objects.requireNonNull(planned, "planned")
                .computeIfAbsent(port.port().port(), _ -> new ArrayList<>())
                .add(port);
    }

    record PlannedPort(Desired.Stack stack, String service, HostPort port) {}

    /** Whether a container holds ports and answers: it runs, or would if it were let. */
    static boolean isUp(ObservedContainer container) {
        Status status = container.state().status();
        return status == Status.RUNNING || status == Status.RESTARTING || status == Status.PAUSED;
    }
}

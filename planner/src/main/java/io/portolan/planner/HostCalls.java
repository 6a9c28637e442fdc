package io.portolan.planner;

import io.portolan.model.runtime.BindAddress;
import io.portolan.model.runtime.Observed;
import io.portolan.model.stack.HostMention;
import io.portolan.model.stack.Protocol;
import io.portolan.planner.Desired.Stack;
import io.portolan.planner.Desired.StackState.Removal;
import io.portolan.planner.HeldPorts.HeldPort;
import io.portolan.planner.HeldPorts.Kind;
import io.portolan.planner.Reservations.HostPort;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * The TCP ports of the host that services of a stack call by {@code host.docker.internal}, and who holds them. That name
 * stands for the address of the engine's own bridge: what is bound to another one does not answer there.
 */
public final class HostCalls {
    private static final String HOST_BRIDGE = "docker0";

    private final World world;
    private final StackBlueprint stack;
    private final Optional<String> gateway;

    /**
     * A port that is called.
     *
     * @param where the places of its file that say so, for people
     * @param container the first of its containers, by engine name
     * @param holder who has the port; empty where nobody is known to
     */
    public record Call(String service, List<String> where, int port, String container, Optional<Holder> holder) {
        public Call {
            where = List.copyOf(where);
        }
    }

    /**
     * @param words for people
     * @param address that it is bound to
     * @param reached whether that is one that the name stands for
     */
    public record Holder(String words, String address, boolean reached, Kind kind) {
        private Holder unreached() {
            return new Holder(words, address, false, kind);
        }

        boolean isOfLoopback() {
            return BindAddress.of(address).isLoopback();
        }
    }

    HostCalls(World world, StackBlueprint stack) {
        this.world = world;
        this.stack = stack;
        this.gateway = gateway(world.observed());
    }

    /** What is called and should answer, as far as addresses tell. */
    public static List<Call> toAnswer(Desired desired, String stackId, Observed observed, Facts facts) {
        World world = new World(desired, observed, facts);
        return desired.stack(stackId).stream()
                .map(world::blueprint)
                .filter(b -> !b.stack().state().stopped())
                .flatMap(b -> new HostCalls(world, b).all().stream())
                .filter(c -> c.holder().filter(Holder::reached).isPresent())
                .toList();
    }

    /** The address of the host that the engine gives the name to, unless it was told another one. */
    static Optional<String> gateway(Observed observed) {
        return observed.host().addresses().stream()
                .filter(a -> a.device().equals(HOST_BRIDGE) && !a.address().contains(":"))
                .map(a -> a.address())
                .findFirst();
    }

    /** Of all services whose name for the host is the engine's, by service and port. */
    List<Call> all() {
        HostGateway names = new HostGateway(stack.stack());
        List<Call> calls = new ArrayList<>();
        for (ServiceBlueprint service : stack.services()) {
            boolean ofEngine = names.isAdded(service.spec())
                    || HostGateway.ownAddress(service.spec())
                            .filter(HostMention.GATEWAY::equals)
                            .isPresent();
            if (ofEngine && service.spec().networking().mode().isOfStack()) {
                boolean inside = isInside(service);
                HostGateway.byPort(names.mentions(service.name()))
                        .forEach((port, mentions) -> service.containers().stream()
                                .findFirst()
                                .map(c -> new Call(
                                        service.name(), where(mentions, service), port, c.name(), holder(port, inside)))
                                .ifPresent(calls::add));
            }
        }
        calls.sort(Comparator.comparing(Call::service).thenComparing(Call::port));
        return calls;
    }

    /** On internal networks alone. The engine leads nobody from there to a port that it publishes. */
    boolean isInside(ServiceBlueprint service) {
        return service.containers().stream()
                .flatMap(c -> c.networking().attachments().stream())
                .allMatch(a -> stack.networks().stream().anyMatch(n -> n.name().equals(a.network()) && n.isInternal())
                        || world.network(a.network()).filter(n -> n.internal()).isPresent());
    }

    private static List<String> where(List<HostMention> mentions, ServiceBlueprint service) {
        return mentions.stream()
                .map(m -> words(m, service.name()))
                .distinct()
                .sorted()
                .toList();
    }

    static String words(HostMention mention, String holder) {
        return mention.service().equals(holder)
                ? mention.where()
                : mention.where() + " of service " + mention.service();
    }

    /** What is there counts before what only files say, and of several what answers the name. */
    private Optional<Holder> holder(int port, boolean inside) {
        List<Holder> known = Stream.<Supplier<Stream<Holder>>>of(
                        () -> Stream.concat(held(port, false), own(port)),
                        () -> others(port),
                        () -> hostNetwork(port, (_, _) -> true),
                        () -> held(port, true))
                .map(s -> s.get()
                        .map(h -> inside && h.kind() != Kind.PROGRAM ? h.unreached() : h)
                        .toList())
                .filter(l -> !l.isEmpty())
                .findFirst()
                .orElse(List.of());
        return known.stream().filter(Holder::reached).findFirst().or(() -> known.stream()
                .findFirst());
    }

    /** What an earlier version of this stack has counts as little as elsewhere: the plan's own is asked. */
    private Stream<Holder> held(int port, boolean reserved) {
        return world.heldPorts()
                .clashing(new HostPort(Protocol.TCP, "", port))
                .filter(h -> h.reserved() == reserved)
                .filter(h -> h.stackId().isEmpty()
                        || !h.stackId().equals(stack.stack().id()))
                .map(h -> holder(words(h), h.port().address(), h.kind()));
    }

    /** The program of a service that runs on the host's network is that service, most likely. */
    private String words(HeldPort held) {
        return held.kind() == Kind.PROGRAM
                ? hostNetwork(held.port().port(), HostNetworkPorts::runs)
                        .map(Holder::words)
                        .findFirst()
                        .orElse(held.holder())
                : held.holder();
    }

    private Stream<Holder> own(int port) {
        return stack.claims().stream()
                .filter(c -> c.port().protocol() == Protocol.TCP && c.port().port() == port)
                .map(c -> holder(
                        "service %s of the same stack".formatted(c.service()),
                        c.port().address(),
                        Kind.STACK));
    }

    /** What other stacks and the proxy are to have. */
    private Stream<Holder> others(int port) {
        Stream<Holder> stacks = world.plannedPorts(port).stream()
                .filter(p -> !p.stack().id().equals(stack.stack().id()))
                .filter(p -> p.port().protocol() == Protocol.TCP
                        && !p.stack().state().stopped())
                .map(p -> holder(
                        "stack %s, service %s".formatted(p.stack().name(), p.service()),
                        p.port().address(),
                        Kind.STACK));
        Stream<Holder> proxy = ProxyBlueprint.published(world.desired().proxy()).stream()
                .map(HeldPorts::claim)
                .filter(p -> p.protocol() == Protocol.TCP && p.port() == port)
                .map(p -> holder("the HTTP proxy of Portolan", p.address(), Kind.PROXY));
        return Stream.concat(stacks, proxy);
    }

    private Stream<Holder> hostNetwork(int port, BiPredicate<HostNetworkPorts, String> counts) {
        return world.stacks().stream()
                .filter(s -> s.state().removing() == Removal.NO && !s.state().stopped())
                .flatMap(s -> {
                    HostNetworkPorts ports = new HostNetworkPorts(s, world);
                    return ports.claims().stream()
                            .filter(c -> c.port().protocol() == Protocol.TCP
                                    && c.port().port() == port
                                    && counts.test(ports, c.service()))
                            .map(c -> holder(owner(s, c.service()), c.port().address(), Kind.PROGRAM));
                });
    }

    private String owner(Stack of, String service) {
        return of.id().equals(stack.stack().id())
                ? "service %s of the same stack".formatted(service)
                : "stack %s, service %s".formatted(of.name(), service);
    }

    private Holder holder(String words, String address, Kind kind) {
        BindAddress bound = BindAddress.of(address);
        boolean reached = bound.text().isEmpty()
                || bound.text().equals("0.0.0.0")
                || gateway.filter(bound.text()::equals).isPresent();
        return new Holder(words, bound.text(), reached, kind);
    }
}

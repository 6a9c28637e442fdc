package io.portolan.planner.reach;

import io.portolan.model.runtime.Cidr;
import io.portolan.model.runtime.HostFacts;
import io.portolan.model.runtime.HostFacts.HostAddress;
import io.portolan.model.runtime.HostFacts.Listener;
import io.portolan.model.runtime.Observed;
import io.portolan.model.runtime.ObservedContainer;
import io.portolan.model.runtime.ObservedContainer.Health;
import io.portolan.model.runtime.ObservedContainer.ObservedAttachment;
import io.portolan.model.runtime.ObservedContainer.State;
import io.portolan.model.runtime.ObservedContainer.Status;
import io.portolan.model.runtime.ObservedNetwork;
import io.portolan.model.runtime.PublishedPort;
import io.portolan.model.stack.ContainerPort;
import io.portolan.model.stack.Protocol;
import io.portolan.planner.reach.Way.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A server as it is observed, put together by hand. */
final class ReachServer {
    private final List<ObservedNetwork> networks = new ArrayList<>();
    private final List<Container> containers = new ArrayList<>();
    private final List<Listener> listeners = new ArrayList<>();
    private final List<HostAddress> addresses = new ArrayList<>();
    private boolean filtersIpv6;

    ReachServer() {
        networks.add(new ObservedNetwork("host", "host", "host", List.of(), false, Map.of()));
        networks.add(new ObservedNetwork("none", "none", "null", List.of(), false, Map.of()));
    }

    ReachServer network(String name, String subnet) {
        return network(name, subnet, false, Map.of());
    }

    ReachServer network(String name, String subnet, boolean internal, Map<String, String> options) {
        networks.add(
                new ObservedNetwork(name, name, "bridge", List.of(Cidr.parse(subnet)), internal, Map.of(), options));
        return host(Cidr.parse(subnet).gateway());
    }

    ReachServer host(String address) {
        addresses.add(new HostAddress("eth0", address, 24));
        return this;
    }

    /** The engine's own bridge. */
    ReachServer gateway(String address) {
        addresses.add(new HostAddress("docker0", address, 16));
        return this;
    }

    ReachServer listener(String address, int port, String program) {
        listeners.add(new Listener(Protocol.TCP, address, port, program));
        return this;
    }

    ReachServer filteringIpv6() {
        filtersIpv6 = true;
        return this;
    }

    Container container(String name) {
        Container container = new Container(name);
        containers.add(container);
        return container;
    }

    /** The one way of that kind; fails if there are several or none. */
    Way way(String network, Kind kind, String from, String to) {
        List<Way> ways = over(network).stream()
                .filter(w -> w.kind() == kind && w.to().name().equals(to) && leaves(w, from))
                .toList();
        if (ways.size() != 1) {
            throw new AssertionError("not one " + kind + " way from " + from + " to " + to + " but " + ways);
        }
        return ways.getFirst();
    }

    /** Whom a container reaches at all. */
    List<String> reached(String from) {
        return networks.stream()
                .flatMap(n -> over(n.name()).stream())
                .filter(w -> leaves(w, from))
                .map(w -> w.to().name())
                .distinct()
                .sorted()
                .toList();
    }

    /** All ways of that kind. */
    List<Way> ways(String network, Kind kind, String from, String to) {
        return over(network).stream()
                .filter(w -> w.kind() == kind && w.to().name().equals(to) && leaves(w, from))
                .toList();
    }

    private static boolean leaves(Way way, String from) {
        return way.from().stream().anyMatch(p -> p.name().equals(from));
    }

    Observed observed() {
        return new Observed(
                networks,
                List.of(),
                containers.stream().map(Container::observed).toList(),
                List.of(),
                new HostFacts(listeners, List.of(), addresses, false),
                Optional.empty());
    }

    private List<Way> over(String network) {
        return new Reachability(observed(), filtersIpv6).over(network);
    }

    final class Container {
        private final String name;
        private final List<ObservedAttachment> attachments = new ArrayList<>();
        private final List<PublishedPort> bound = new ArrayList<>();
        private final List<String> hosts = new ArrayList<>();
        private String networkOf = "";
        private Status status = Status.RUNNING;

        Container(String name) {
            this.name = name;
        }

        Container on(String network, String address, String... aliases) {
            return attached(network, address, "", List.of(aliases), Map.of());
        }

        Container onBoth(String network, String address, String address6) {
            return attached(network, address, address6, List.of(), Map.of());
        }

        Container linkedOn(String network, String address, Map<String, String> links) {
            return attached(network, address, "", List.of(), links);
        }

        private Container attached(
                String network, String address, String address6, List<String> aliases, Map<String, String> links) {
            String gateway = networks.stream()
                    .filter(n -> n.name().equals(network))
                    .flatMap(n -> n.subnets().stream())
                    .map(Cidr::gateway)
                    .findFirst()
                    .orElse("");
            attachments.add(new ObservedAttachment(network, network, address, aliases, gateway, address6, links, 0));
            return this;
        }

        Container bound(String address, int port, int inside) {
            bound.add(new PublishedPort(address, OptionalInt.of(port), new ContainerPort(inside, Protocol.TCP)));
            return this;
        }

        Container in(String container) {
            networkOf = "id-" + container;
            return this;
        }

        Container knowing(String... lines) {
            hosts.addAll(List.of(lines));
            return this;
        }

        Container stopped() {
            status = Status.EXITED;
            return this;
        }

        private ObservedContainer observed() {
            return new ObservedContainer(
                    "id-" + name,
                    name,
                    "image",
                    "sha",
                    new State(status, Health.NONE, 0, "", Optional.empty(), Optional.empty(), 0, ""),
                    attachments,
                    List.of(),
                    Map.of(),
                    Stream.of(networkOf).filter(n -> !n.isEmpty()).collect(Collectors.toSet()),
                    bound,
                    networkOf,
                    hosts);
        }
    }
}

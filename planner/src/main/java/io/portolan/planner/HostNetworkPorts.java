package io.portolan.planner;

import io.portolan.model.Labels;
import io.portolan.model.stack.ContainerPort;
import io.portolan.model.stack.NetworkMode.Kind;
import io.portolan.model.stack.PortMapping;
import io.portolan.model.stack.Protocol;
import io.portolan.model.stack.ServiceSpec;
import io.portolan.planner.Desired.Stack;
import io.portolan.planner.Reservations.HostPort;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * The ports that services on the host's own network listen on, as far as the file and the domains tell. The engine binds
 * none of them, and a program may listen elsewhere than its file says: they are a reason to warn, and reserve nothing.
 */
final class HostNetworkPorts {
    private final Stack stack;
    private final World world;

    HostNetworkPorts(Stack stack, World world) {
        this.stack = stack;
        this.world = world;
    }

    List<PortClaim> claims() {
        return stack.spec().services().stream()
                .filter(s -> s.networking().mode().kind() == Kind.HOST)
                .sorted(Comparator.comparing(ServiceSpec::name))
                .flatMap(s -> ports(s).distinct().map(p -> claim(s, p)))
                .toList();
    }

    private Stream<ContainerPort> ports(ServiceSpec service) {
        Stream<ContainerPort> written = Stream.concat(
                service.networking().expose().stream(),
                service.networking().ports().stream().map(PortMapping::container));
        Stream<Integer> declared = stack.spec().routePorts().stream()
                .filter(p -> p.service().equals(service.name()))
                .map(p -> p.port());
        Stream<Integer> routed = stack.domains().stream()
                .filter(d -> d.service().equals(service.name()))
                .map(d -> TargetPort.resolve(stack, d, world.observed()))
                .flatMap(r -> r instanceof TargetPort.Result.Found(int port) ? Stream.of(port) : Stream.empty());
        return Stream.concat(
                written, Stream.concat(declared, routed).map(port -> new ContainerPort(port, Protocol.TCP)));
    }

    private static PortClaim claim(ServiceSpec service, ContainerPort port) {
        return new PortClaim(new HostPort(port.protocol(), "0.0.0.0", port.port()), service.name(), null);
    }

    /** Whoever listens on the port of a service that runs is most likely that service itself. */
    boolean runs(String service) {
        return world.containersOf(stack.id()).stream()
                .filter(World::isUp)
                .anyMatch(c -> service.equals(c.labels().get(Labels.SERVICE)));
    }
}

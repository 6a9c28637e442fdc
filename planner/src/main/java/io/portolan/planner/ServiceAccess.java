package io.portolan.planner;

import io.portolan.model.runtime.Attachment;
import io.portolan.model.runtime.ContainerSpec;
import io.portolan.model.runtime.Observed;
import io.portolan.model.runtime.ObservedImage;
import io.portolan.model.stack.ContainerPort;
import io.portolan.model.stack.PortMapping;
import io.portolan.model.stack.Protocol;
import io.portolan.model.stack.ServiceSpec;
import io.portolan.planner.Desired.Stack;
import io.portolan.planner.connect.ConnectionStrings;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * How other containers reach a service: by which names on which network, at which ports, and what they are told to
 * connect to. Names are those that stay over redeploys, never engine names.
 *
 * @param networks the stack's own first; none for a service on the host's network or on none
 */
public record ServiceAccess(String service, List<ContainerPort> ports, List<OnNetwork> networks) {
    /** Who is on a network besides the service itself. */
    public enum Reach {
        STACK,
        DESTINATION,
        /** The other end of a link. */
        LINK,
        /** A network of somebody else, which the file names. */
        EXTERNAL
    }

    /**
     * @param names the first is the one to use
     * @param connections one for each port, under the first name
     */
    public record OnNetwork(String network, Reach reach, List<String> names, List<Connection> connections) {}

    /** @param text a URL where the protocol is known, else {@code host:port}; with {@code ***} for a password */
    public record Connection(ContainerPort port, String text) {}

    /** Of every service of the stack, in the file's order. */
    public static List<ServiceAccess> of(Desired desired, Stack stack, Observed observed, Facts facts) {
        World world = new World(desired, observed, facts);
        StackBlueprint blueprint = StackBlueprint.of(stack, world);
        return stack.spec().services().stream()
                .map(s -> of(s, blueprint, world))
                .toList();
    }

    private static ServiceAccess of(ServiceSpec service, StackBlueprint blueprint, World world) {
        Stack stack = blueprint.stack();
        Set<Integer> routed = routedPorts(stack, service, world);
        List<ContainerPort> ports = ports(service, routed, world);
        // A service in the network of another one is reached under that one's names, at its own ports.
        String serving = RouteTarget.serving(stack, service.name());
        List<OnNetwork> networks = new ArrayList<>();
        blueprint.service(serving).stream()
                .flatMap(s -> s.containers().stream().limit(1))
                .map(ContainerSpec::networking)
                .flatMap(n -> n.attachments().stream())
                .forEach(a -> networks.add(onNetwork(service, a, ports, routed, stack, world)));
        networks.sort(Comparator.comparing(OnNetwork::reach).thenComparing(OnNetwork::network));
        return new ServiceAccess(service.name(), ports, List.copyOf(networks));
    }

    private static OnNetwork onNetwork(
            ServiceSpec service,
            Attachment attachment,
            List<ContainerPort> ports,
            Set<Integer> routed,
            Stack stack,
            World world) {
        List<String> names = attachment.aliases();
        List<Connection> connections = names.isEmpty()
                ? List.of()
                : ports.stream()
                        .map(p -> new Connection(
                                p, ConnectionStrings.of(service, names.getFirst(), p, routed.contains(p.port()))))
                        .toList();
        return new OnNetwork(attachment.network(), reach(attachment.network(), stack, world), names, connections);
    }

    private static Reach reach(String network, Stack stack, World world) {
        boolean own = StackNetwork.of(stack, world.instance()).stream()
                .anyMatch(n -> n.name().equals(network));
        if (own) {
            return Reach.STACK;
        }
        if (world.links().of(stack.id()).stream().anyMatch(e -> e.network().equals(network))) {
            return Reach.LINK;
        }
        return world.destinations().stream().map(world::networkOf).anyMatch(network::equals)
                ? Reach.DESTINATION
                : Reach.EXTERNAL;
    }

    private static Set<Integer> routedPorts(Stack stack, ServiceSpec service, World world) {
        Set<Integer> routed = new HashSet<>();
        stack.domains().stream().filter(d -> d.service().equals(service.name())).forEach(d -> {
            if (TargetPort.resolve(stack, d, world.observed()) instanceof TargetPort.Result.Found(int port)) {
                routed.add(port);
            }
        });
        return routed;
    }

    private static List<ContainerPort> ports(ServiceSpec service, Set<Integer> routed, World world) {
        Set<ContainerPort> ports = new TreeSet<>(Comparator.comparing(ContainerPort::port)
                .thenComparing(p -> p.protocol().name()));
        routed.forEach(p -> ports.add(new ContainerPort(p, Protocol.TCP)));
        ConnectionStrings.wellKnownPort(service).ifPresent(p -> ports.add(new ContainerPort(p, Protocol.TCP)));
        ports.addAll(service.networking().expose());
        service.networking().ports().stream().map(PortMapping::container).forEach(ports::add);
        Optional<ObservedImage> image = world.observed().image(service.image().reference());
        image.ifPresent(i -> ports.addAll(i.exposed()));
        return List.copyOf(ports);
    }
}

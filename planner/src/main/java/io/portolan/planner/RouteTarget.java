package io.portolan.planner;

import io.portolan.model.runtime.Cidr;
import io.portolan.model.stack.NetworkMode;
import io.portolan.model.stack.NetworkMode.Kind;
import io.portolan.model.stack.ServiceSpec;
import io.portolan.planner.Desired.Stack;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** Where the ports of a service are: on its own containers, on those of the service whose network it uses, on the host. */
final class RouteTarget {
    private RouteTarget() {}

    /** The service whose containers take the connections; itself where it has networks of its own, or none at all. */
    static String serving(Stack stack, String service) {
        String at = service;
        Set<String> seen = new HashSet<>();
        while (seen.add(at)) {
            Optional<NetworkMode> mode =
                    stack.spec().service(at).map(s -> s.networking().mode()).filter(m -> m.kind() == Kind.SERVICE);
            if (mode.isEmpty()) {
                break;
            }
            at = mode.get().of();
        }
        return at;
    }

    static Kind kind(Stack stack, String service) {
        return stack.spec()
                .service(serving(stack, service))
                .map(ServiceSpec::networking)
                .map(n -> n.mode().kind())
                .orElse(Kind.STACK);
    }

    /** Why the service cannot be put on a network; empty where it can. */
    static Optional<String> noNetwork(Stack stack, String service) {
        return switch (kind(stack, service)) {
            case STACK, SERVICE -> Optional.empty();
            case HOST -> Optional.of("it is on the network of the host");
            case NONE -> Optional.of("its file puts it on no network");
            case CONTAINER -> Optional.of("it is in the network of a container that is not the stack's");
        };
    }

    /**
     * The host as the proxy sees it: the gateway of the proxy's own network. It is no container's address, and stays as
     * long as that network does.
     */
    static Optional<String> host(World world) {
        String ingress = Naming.ingressNetwork(world.instance());
        Optional<Cidr> there =
                world.network(ingress).flatMap(n -> n.subnets().stream().findFirst());
        return there.or(() ->
                        Optional.ofNullable(world.facts().reservedSubnets().get(ingress)))
                .map(Cidr::gateway);
    }
}

package io.portolan.model.runtime;

import io.portolan.model.stack.Protocol;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What the engine does not tell: sockets that programs of the host listen on, the networks that the host routes, what its
 * kernel can do.
 *
 * @param routes without the default route, those of other routing tables than the main one among them
 * @param addresses of its interfaces, of both families, loopback and the engine's bridges among them: a tunnel may have
 *     one and no route
 * @param migratesConnections whether the kernel has {@code net.ipv4.tcp_migrate_req} (Linux 5.14): connections that a
 *     closing listener has not accepted yet go to another one of the same port
 */
public record HostFacts(
        List<Listener> listeners, List<HostRoute> routes, List<HostAddress> addresses, boolean migratesConnections) {
    private static final int LARGEST = 8;

    public HostFacts {
        listeners = List.copyOf(listeners);
        routes = List.copyOf(routes);
        addresses = List.copyOf(addresses);
    }

    public static HostFacts unknown() {
        return new HostFacts(List.of(), List.of(), List.of(), false);
    }

    /**
     * The IPv4 networks that no other one may overlap: those of the routes, and those that an interface stands in. A
     * block larger than any that networks are made in is a default route by another name, such as the two halves of all
     * addresses that a VPN sets.
     */
    public List<HostRoute> reached() {
        return Stream.concat(routes.stream(), addresses.stream().flatMap(a -> a.network().stream()))
                .filter(r -> r.destination().prefix() >= LARGEST)
                .distinct()
                .toList();
    }

    /** The addresses that others can send to: without those of loopback and of one link only. */
    public List<String> outward() {
        return addresses.stream()
                .filter(a -> !a.isLocal())
                .map(HostAddress::address)
                .distinct()
                .sorted()
                .toList();
    }

    /**
     * @param address {@code 0.0.0.0} for all of IPv4, {@code ::} for all, IPv4 as a rule among them
     * @param program name of the holder and its process id ({@code nginx (pid 812)}), or "" where it cannot be seen
     */
    public record Listener(Protocol protocol, String address, int port, String program) {}

    /** @param device for example {@code eth0}, {@code tun0} */
    public record HostRoute(Cidr destination, String device) {}

    /**
     * @param address of either family; one of IPv6 in its short form (RFC 5952), without a zone
     * @param prefix of the network that it stands in
     */
    public record HostAddress(String device, String address, int prefix) {
        private Optional<HostRoute> network() {
            return address.contains(":")
                    ? Optional.empty()
                    : Optional.of(new HostRoute(Cidr.parse(address + "/" + prefix), device));
        }

        private boolean isLocal() {
            return address.startsWith("127.")
                    || address.startsWith("169.254.")
                    || address.equals("::1")
                    || address.startsWith("fe80:");
        }

        /** Whether it is the host's place on a network of a container engine. */
        public boolean isOfBridge() {
            return device.startsWith("br-") || device.startsWith("docker");
        }
    }
}

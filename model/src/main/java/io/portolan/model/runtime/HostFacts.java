package io.portolan.model.runtime;

import io.portolan.model.stack.Protocol;
import java.util.List;

/**
 * What the engine does not tell: sockets that programs of the host listen on, the networks that the host routes, what its
 * kernel can do.
 *
 * @param routes without the default route
 * @param migratesConnections whether the kernel has {@code net.ipv4.tcp_migrate_req} (Linux 5.14): connections that a
 *     closing listener has not accepted yet go to another one of the same port
 * @param addresses the host's own, of both families, those of the engine's bridges among them; without loopback and
 *     link-local ones
 */
public record HostFacts(
        List<Listener> listeners, List<HostRoute> routes, boolean migratesConnections, List<String> addresses) {
    public HostFacts {
        listeners = List.copyOf(listeners);
        routes = List.copyOf(routes);
        addresses = List.copyOf(addresses);
    }

    public HostFacts(List<Listener> listeners, List<HostRoute> routes, boolean migratesConnections) {
        this(listeners, routes, migratesConnections, List.of());
    }

    public static HostFacts unknown() {
        return new HostFacts(List.of(), List.of(), false);
    }

    /**
     * @param address {@code 0.0.0.0} or {@code ::} for all
     * @param program name of the holder and its process id ({@code nginx (pid 812)}), or "" where it cannot be seen
     */
    public record Listener(Protocol protocol, String address, int port, String program) {}

    /** @param device for example {@code eth0}, {@code tun0} */
    public record HostRoute(Cidr destination, String device) {}
}

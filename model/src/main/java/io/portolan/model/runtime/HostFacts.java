package io.portolan.model.runtime;

import io.portolan.model.stack.Protocol;
import java.util.List;

/**
 * What the engine does not tell: sockets that programs of the host listen on, and the networks that the host routes.
 *
 * @param routes without the default route
 */
public record HostFacts(List<Listener> listeners, List<HostRoute> routes) {
    public HostFacts {
        listeners = List.copyOf(listeners);
        routes = List.copyOf(routes);
    }

    /**
     * @param address {@code 0.0.0.0} or {@code ::} for all
     * @param program name of the holder and its process id ({@code nginx (pid 812)}), or "" where it cannot be seen
     */
    public record Listener(Protocol protocol, String address, int port, String program) {}

    /** @param device for example {@code eth0}, {@code tun0} */
    public record HostRoute(Cidr destination, String device) {}
}

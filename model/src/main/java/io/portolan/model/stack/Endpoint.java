package io.portolan.model.stack;

import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What a file asks of a service's place on one network; "" and 0 where it asks nothing.
 *
 * @param priority the highest is joined first
 * @param gatewayPriority the highest holds the default route
 * @param interfaceName the name of the interface inside the container
 */
public record Endpoint(
        String ipv4,
        String ipv6,
        List<String> linkLocal,
        String mac,
        Map<String, String> driverOptions,
        int priority,
        int gatewayPriority,
        String interfaceName) {
    public Endpoint {
        Objects.requireNonNull(ipv4, "ipv4");
        Objects.requireNonNull(ipv6, "ipv6");
        linkLocal = List.copyOf(linkLocal);
        Objects.requireNonNull(mac, "mac");
        driverOptions = Map.copyOf(driverOptions);
        Objects.requireNonNull(interfaceName, "interfaceName");
    }

    public static Endpoint any() {
        return new Endpoint("", "", List.of(), "", Map.of(), 0, 0, "");
    }

    /** At these addresses; "" where there is none of the family. */
    public static Endpoint at(String ipv4, String ipv6) {
        return new Endpoint(ipv4, ipv6, List.of(), "", Map.of(), 0, 0, "");
    }

    public Endpoint withMac(String address) {
        return new Endpoint(ipv4, ipv6, linkLocal, address, driverOptions, priority, gatewayPriority, interfaceName);
    }

    /** Whether only one container at a time can have it. */
    public boolean isFixed() {
        return !ipv4.isEmpty() || !ipv6.isEmpty() || !mac.isEmpty();
    }
}

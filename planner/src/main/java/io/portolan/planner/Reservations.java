package io.portolan.planner;

import io.portolan.model.route.Domain;
import io.portolan.model.runtime.BindAddress;
import io.portolan.model.runtime.Cidr;
import io.portolan.model.stack.Protocol;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a plan claims for its holder, committed under unique constraints when the plan is accepted, so that of two plans
 * for the same thing only one can win.
 *
 * @param subnets by engine network name
 */
public record Reservations(SortedMap<String, Cidr> subnets, List<HostPort> hostPorts, List<Domain> domains) {
    public Reservations {
        subnets = Collections.unmodifiableSortedMap(new TreeMap<>(subnets));
        hostPorts = List.copyOf(hostPorts);
        domains = List.copyOf(domains);
    }

    public static Reservations none() {
        return new Reservations(new TreeMap<>(Map.of()), List.of(), List.of());
    }

    /** What one stack holds itself: a plan that also makes a missing destination again names that one's subnet too. */
    public Reservations ofStack(String instance, String slug) {
        SortedMap<String, Cidr> own = new TreeMap<>(subnets);
        String first = Naming.stackNetwork(instance, slug);
        String links = Naming.linkNetworks(instance, slug);
        own.keySet().removeIf(name -> !name.equals(first) && !name.startsWith(first + ".") && !name.startsWith(links));
        return new Reservations(own, hostPorts, domains);
    }

    public record HostPort(Protocol protocol, String address, int port) {
        /** Whether the two cannot be bound at the same time. */
        public boolean clashesWith(HostPort other) {
            return port == other.port
                    && protocol == other.protocol
                    && BindAddress.of(address).overlaps(BindAddress.of(other.address));
        }
    }
}

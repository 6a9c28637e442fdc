package io.portolan.planner.reach;

import io.portolan.model.runtime.HostFacts.HostAddress;
import io.portolan.model.runtime.Observed;
import io.portolan.model.runtime.ObservedContainer;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The names that a container was given addresses for when it was made. It looks there before it asks the engine, so that
 * a name which stands there is nobody else's for it.
 *
 * @param addresses by name, in lower case
 */
record HostsFile(Map<String, Set<String>> addresses) {
    /** The engine puts its address of the host there, that of its own bridge unless it was told another one. */
    private static final String GATEWAY = "host-gateway";

    private static final String OWN_BRIDGE = "docker0";

    static HostsFile empty() {
        return new HostsFile(Map.of());
    }

    static HostsFile of(ObservedContainer container, Observed observed) {
        List<String> gateways = observed.host().addresses().stream()
                .filter(a -> a.device().equals(OWN_BRIDGE) && !HostAddresses.isSix(a.address()))
                .map(HostAddress::address)
                .toList();
        Map<String, Set<String>> addresses = new HashMap<>();
        for (String line : container.extraHosts()) {
            int colon = line.indexOf(':');
            if (colon > 0) {
                String address = line.substring(colon + 1);
                addresses
                        .computeIfAbsent(line.substring(0, colon).toLowerCase(Locale.ROOT), _ -> new TreeSet<>())
                        .addAll(address.equals(GATEWAY) ? gateways : List.of(address));
            }
        }
        return new HostsFile(addresses);
    }

    boolean knows(String name) {
        return addresses.containsKey(name);
    }

    /** The names for an address. */
    Set<String> names(String address) {
        TreeSet<String> names = new TreeSet<>();
        addresses.forEach((name, its) -> {
            if (its.contains(address)) {
                names.add(name);
            }
        });
        return names;
    }
}

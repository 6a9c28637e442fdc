package io.portolan.daemon;

import io.portolan.cli.command.CommandFailure;
import io.portolan.model.Diagnostic;
import io.portolan.model.runtime.AddressPools;
import io.portolan.model.runtime.Cidr;
import io.portolan.model.runtime.HostFacts;
import io.portolan.model.runtime.HostFacts.HostRoute;
import io.portolan.model.runtime.Observed;
import io.portolan.planner.AddressUsage;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Whether this host leaves room in the address pools. What a LAN or a VPN has of them is passed over; pools that they
 * cover are refused while the person who chose them is still there.
 */
record PoolCheck(AddressPools pools, HostFacts host) {
    /** Large blocks that LANs use rarely, the default first. */
    private static final List<String> OTHERS = List.of(
            "10.208.0.0/12", "10.176.0.0/12", "10.144.0.0/12", "172.24.0.0/13", "192.168.128.0/17", "198.18.0.0/15");

    void tell(Consumer<String> progress) {
        if (usage(pools).destinationsLeft() == 0) {
            throw CommandFailure.failed(Diagnostic.error(
                            "up.address-pool",
                            "there is no room for a destination in %s: this host reaches %s"
                                    .formatted(pools, String.join(", ", inTheWay())))
                    .suggest(free().map("this one is free: --address-pool %s"::formatted)
                            .orElse("give a private block of /21 or larger that no LAN or VPN of this host has:"
                                    + " --address-pool CIDR")));
        }
        foreign()
                .map(r -> "address pool: %s (%s) is passed over".formatted(r.destination(), r.device()))
                .forEach(progress);
    }

    private AddressUsage usage(AddressPools of) {
        Observed nothing = Observed.nothing();
        List<Cidr> reached = host.reached().stream()
                .filter(r -> !isOfEngine(r))
                .map(HostRoute::destination)
                .toList();
        return AddressUsage.of(of, nothing, reached);
    }

    private List<String> inTheWay() {
        return foreign()
                .map(r -> "%s (%s)".formatted(r.destination(), r.device()))
                .toList();
    }

    private Stream<HostRoute> foreign() {
        return host.reached().stream().filter(r -> !isOfEngine(r)).filter(r -> pools.blocks().stream()
                .anyMatch(r.destination()::overlaps));
    }

    /** Portolan's own networks stand in the pools. */
    private static boolean isOfEngine(HostRoute route) {
        return route.device().startsWith("br-") || route.device().startsWith("docker");
    }

    private Optional<String> free() {
        return OTHERS.stream()
                .filter(o ->
                        host.reached().stream().noneMatch(r -> r.destination().overlaps(Cidr.parse(o))))
                .findFirst();
    }
}

package io.portolan.planner.reach;

import io.portolan.planner.reach.HostPort.Published;
import io.portolan.planner.reach.Way.Port;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Ways to the host's addresses: to what its programs listen on, and through published ports to containers. */
final class HostWays {
    private final Spaces spaces;
    private final List<HostPort> ports;
    private final HostAddresses addresses;

    HostWays(Spaces spaces, List<HostPort> ports, HostAddresses addresses) {
        this.spaces = spaces;
        this.ports = ports;
        this.addresses = addresses;
    }

    List<Way> over(String network) {
        List<Space> members = spaces.on(network);
        List<Way> ways = new ArrayList<>();
        for (HostPort port : ports) {
            ways.addAll(fromMembers(network, members, port));
            String chart = port.target().map(t -> t.by().name()).orElse(Spaces.HOST_NETWORK);
            if (chart.equals(network)) {
                ways.add(way(network, Sources.of(spaces.host().party()), port, addresses.seenFromHost(port.address())));
                List<String> outside = addresses.seenFromElsewhere(port.address());
                if (!outside.isEmpty()) {
                    ways.add(way(network, Sources.of(Party.OUTSIDE), port, outside));
                }
            }
        }
        return ways;
    }

    /** Addresses that the same members reach by the same names stand in one row. */
    private List<Way> fromMembers(String network, List<Space> members, HostPort port) {
        Map<Sources, List<String>> reached = new LinkedHashMap<>();
        for (String address : addresses.seenFromElsewhere(port.address())) {
            Map<Set<String>, List<Party>> byNames = new LinkedHashMap<>();
            members.stream().filter(s -> reaches(s, network, address, port)).forEach(s -> byNames.computeIfAbsent(
                            s.hosts().names(address), _ -> new ArrayList<>())
                    .add(s.party()));
            byNames.forEach((names, from) -> reached.computeIfAbsent(new Sources(from, names), _ -> new ArrayList<>())
                    .add(address));
        }
        return reached.entrySet().stream()
                .map(e -> way(network, e.getKey(), port, e.getValue()))
                .toList();
    }

    /** @param names that all of them have for the address */
    private record Sources(List<Party> from, Set<String> names) {
        static Sources of(Party one) {
            return new Sources(List.of(one), Set.of());
        }
    }

    private static boolean reaches(Space source, String network, String address, HostPort port) {
        if (HostAddresses.isSix(address)) {
            // Nothing is translated in IPv6: who has an address gets to the forwarder, from whichever network.
            return source.has6()
                    && source.places().stream()
                            .filter(p -> !p.address6().isEmpty())
                            .findFirst()
                            .filter(p -> p.network().name().equals(network))
                            .isPresent()
                    && port.target().map(Published::forwarded).orElse(true);
        }
        Optional<Bridge> by = source.towards(address).filter(b -> b.name().equals(network) && b.isBridge());
        return by.isPresent() && port.target().map(t -> passes(by.get(), t)).orElse(true);
    }

    private static boolean passes(Bridge by, Published target) {
        boolean same = by.name().equals(target.by().name());
        return target.forwarded() ? same || by.comesToPublishedPorts() : same && by.membersTalk();
    }

    private Way way(String network, Sources sources, HostPort port, List<String> at) {
        Party to = port.target().map(t -> t.space().party()).orElseGet(() -> spaces.host()
                .party());
        int inside = port.target().map(Published::inside).orElse(0);
        return new Way(
                port.target().isPresent() ? Way.Kind.PUBLISHED : Way.Kind.HOST,
                network,
                sources.from(),
                to,
                List.copyOf(sources.names()),
                at,
                new Port(Optional.of(port.protocol()), port.port(), inside),
                reason(port));
    }

    private static String reason(HostPort port) {
        String where = port.port() + "/" + port.protocol() + " of "
                + (port.address().equals(HostAddresses.allFour()) || HostAddresses.isAllSix(port.address())
                        ? "all the host's addresses"
                        : port.address());
        return port.target()
                .map(t -> where + " is published for port " + t.inside() + " of " + port.holder())
                .orElse(port.holder() + " listens on " + where);
    }
}

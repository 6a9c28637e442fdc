package io.portolan.planner.reach;

import io.portolan.planner.reach.HostPort.Published;
import io.portolan.planner.reach.Space.Place;
import io.portolan.planner.reach.Way.Port;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Ways to a container's own address from beyond its network: what the host routes and the engine does not filter. */
final class RoutedWays {
    private final Spaces spaces;
    private final List<HostPort> ports;
    private final boolean filtersIpv6;

    RoutedWays(Spaces spaces, List<HostPort> ports, boolean filtersIpv6) {
        this.spaces = spaces;
        this.ports = ports;
        this.filtersIpv6 = filtersIpv6;
    }

    List<Way> over(String network) {
        List<Way> ways = new ArrayList<>();
        for (Space target : spaces.on(network)) {
            Place place = target.on(network).orElseThrow();
            if (!place.network().isBridge()) {
                continue;
            }
            if (!filtersIpv6 && !place.address6().isEmpty()) {
                ways.add(unfiltered(network, target, place));
            }
            if (!place.address().isEmpty()) {
                ways.addAll(published(network, target, place));
            }
        }
        return ways;
    }

    private Way unfiltered(String network, Space target, Place place) {
        List<Party> from = spaces.own().stream()
                .filter(s -> !s.equals(target) && s.has6())
                // Those on the network reach it by being there, unless it keeps its members apart.
                .filter(s -> s.on(network).isEmpty() || !place.network().membersTalk())
                .map(Space::party)
                .toList();
        return new Way(
                Way.Kind.ROUTED,
                network,
                Stream.concat(from.stream(), Stream.of(Party.OUTSIDE)).toList(),
                target.party(),
                List.of(),
                List.of(place.address6()),
                Port.ANY,
                "the engine does not keep networks apart in IPv6");
    }

    /** The engine lets everybody through to a port that it leads to, also who asks for the container's address itself. */
    private List<Way> published(String network, Space target, Place place) {
        List<Way> ways = new ArrayList<>();
        for (HostPort port : ports) {
            Optional<Published> to = port.target()
                    .filter(t -> t.space().equals(target) && t.by().name().equals(network))
                    .filter(_ -> !HostAddresses.isSix(port.address()));
            to.map(t -> new Way(
                            Way.Kind.ROUTED,
                            network,
                            List.of(Party.OUTSIDE),
                            target.party(),
                            List.of(),
                            List.of(place.address()),
                            new Port(Optional.of(port.protocol()), t.inside(), 0),
                            "host port " + port.port() + " leads there, and a machine beside the host can send to the "
                                    + "container's own address"))
                    .filter(w -> !ways.contains(w))
                    .ifPresent(ways::add);
        }
        return ways;
    }
}

package io.portolan.planner.reach;

import io.portolan.planner.reach.Space.Kind;
import io.portolan.planner.reach.Space.Place;
import io.portolan.planner.reach.Way.Port;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Ways inside a network, and inside one network stack. */
final class NetworkWays {
    private final Spaces spaces;
    private final DnsNames names;

    NetworkWays(Spaces spaces, DnsNames names) {
        this.spaces = spaces;
        this.names = names;
    }

    List<Way> over(String network) {
        List<Way> ways = new ArrayList<>();
        for (Space target : spaces.on(network)) {
            Place place = target.on(network).orElseThrow();
            ways.addAll(fromMembers(network, target, place));
            if (place.network().isBridge()) {
                ways.add(way(
                        network,
                        List.of(spaces.host().party()),
                        target,
                        Set.of(),
                        "the host has an address on every bridge"));
            }
        }
        spaces.own().stream()
                .filter(s -> s.members().size() > 1 && chartOf(s).equals(network))
                .forEach(s -> ways.add(loopback(network, s)));
        return ways;
    }

    /** Members that have different names for it stand in rows of their own. */
    private Collection<Way> fromMembers(String network, Space target, Place place) {
        if (place.network().isBridge() && !place.network().membersTalk()) {
            return List.of();
        }
        Map<Set<String>, List<Party>> sources = new LinkedHashMap<>();
        for (Space source : spaces.on(network)) {
            if (!source.equals(target)) {
                sources.computeIfAbsent(names(source, target, place), _ -> new ArrayList<>())
                        .add(source.party());
            }
        }
        return sources.entrySet().stream()
                .map(e -> way(network, e.getValue(), target, e.getKey(), "both are on " + network))
                .toList();
    }

    /** What stands in its hosts file is not asked of the engine. */
    private Set<String> names(Space source, Space target, Place place) {
        Set<String> all = new TreeSet<>(names.of(source, target, place.network().name()));
        all.removeIf(source.hosts()::knows);
        addresses(place).forEach(a -> all.addAll(source.hosts().names(a)));
        return all;
    }

    private static Way way(String network, List<Party> from, Space to, Set<String> names, String reason) {
        Place place = to.on(network).orElseThrow();
        return new Way(
                Way.Kind.NETWORK,
                network,
                from,
                to.party(),
                List.copyOf(names),
                addresses(place).toList(),
                Port.ANY,
                reason);
    }

    private static Stream<String> addresses(Place place) {
        return Stream.of(place.address(), place.address6()).filter(a -> !a.isEmpty());
    }

    /** A stack of several networks is shown on one. */
    private static String chartOf(Space space) {
        return space.kind() == Kind.NONE
                ? Spaces.NO_NETWORK
                : space.places().stream()
                        .map(p -> p.network().name())
                        .findFirst()
                        .orElse("");
    }

    private static Way loopback(String network, Space space) {
        return new Way(
                Way.Kind.LOOPBACK,
                network,
                List.of(space.party()),
                space.party(),
                List.of("localhost"),
                Stream.concat(
                                // The engine turns IPv6 off where no network has it, the loopback's too.
                                space.has6() ? Stream.of("127.0.0.1", "::1") : Stream.of("127.0.0.1"),
                                space.places().stream().flatMap(NetworkWays::addresses))
                        .toList(),
                Port.ANY,
                "they are on one network stack, that of " + space.members().getFirst());
    }
}

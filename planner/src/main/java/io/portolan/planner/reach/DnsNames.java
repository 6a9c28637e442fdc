package io.portolan.planner.reach;

import io.portolan.planner.reach.Space.Place;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What the engine's name server answers. It asks the links of the container that wants to know, then its networks in
 * their order, and takes what the first one has. Upper and lower case are one. Besides these names it knows each
 * container's short id, and every name with the network's behind a dot.
 */
final class DnsNames {
    private final Map<String, Set<String>> known = new HashMap<>();

    DnsNames(Spaces spaces) {
        for (Space space : spaces.own()) {
            for (Place place : space.places()) {
                known.computeIfAbsent(place.network().name(), _ -> new HashSet<>())
                        .addAll(namesOf(space, place));
            }
        }
    }

    /** The names by which {@code from} gets the address that {@code to} has on the network. */
    Set<String> of(Space from, Space to, String network) {
        Optional<Place> here = from.on(network);
        Optional<Place> there = to.on(network);
        if (here.isEmpty() || there.isEmpty() || !here.get().network().hasNames()) {
            return Set.of();
        }
        TreeSet<String> names = new TreeSet<>();
        for (String name : namesOf(to, there.get())) {
            if (firstThatKnows(from, name).filter(network::equals).isPresent()
                    && linked(from, name).isEmpty()) {
                names.add(name);
            }
        }
        here.get().attachment().links().forEach((name, target) -> {
            if (namesOf(to, there.get()).contains(lower(target))
                    && linked(from, lower(name)).filter(network::equals).isPresent()) {
                names.add(lower(name));
            }
        });
        return names;
    }

    /** The first network on which the container has a link of that name. */
    private static Optional<String> linked(Space from, String name) {
        return from.places().stream()
                .filter(p -> p.attachment().links().keySet().stream().anyMatch(l -> lower(l).equals(name)))
                .map(p -> p.network().name())
                .findFirst();
    }

    private Optional<String> firstThatKnows(Space from, String name) {
        return from.places().stream()
                .map(p -> p.network().name())
                .filter(n -> known.getOrDefault(n, Set.of()).contains(name))
                .findFirst();
    }

    private static Set<String> namesOf(Space space, Place place) {
        Set<String> names = new HashSet<>(Set.of(lower(space.members().getFirst())));
        place.attachment().aliases().forEach(a -> names.add(lower(a)));
        return names;
    }

    private static String lower(String name) {
        return name.toLowerCase(Locale.ROOT);
    }
}

package io.portolan.planner;

import io.portolan.model.Secret;
import io.portolan.model.route.Route;
import io.portolan.planner.Aspects.Identity;
import io.portolan.planner.Desired.RoutedDomain;
import io.portolan.planner.Desired.Stack;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * What earlier plans have worked out, for as long as what it was worked out from is the same: hashing the specification
 * of every service of a full server takes longer than all the rest of a plan. A plan is the same with an empty memory.
 */
public final class Memory {
    private final Map<ServiceKey, Known<Identity, Hashes>> hashes = new HashMap<>();
    private final Map<String, Known<RoutesKey, List<Route>>> routes = new HashMap<>();

    private final Map<String, Known<Map<String, Object>, String>> networks = new HashMap<>();

    private record ServiceKey(String stackId, String service) {}

    private record RoutesKey(
            String name, String slug, Object spec, List<RoutedDomain> domains, Secret key, String portAddress) {}

    /** @param from all that {@code result} depends on */
    private record Known<K, V>(K from, Secret key, V result) {
        boolean isOf(K other, Secret otherKey) {
            return from.equals(other) && key.equals(otherKey);
        }
    }

    /** What is told of a container's identity in its labels. */
    record Hashes(String fingerprint, String aspects) {
        static Hashes of(Secret key, Identity identity) {
            return new Hashes(
                    Fingerprint.of(key, identity), Aspects.of(key, identity).label());
        }
    }

    synchronized Hashes hashes(String stackId, Identity identity, Secret key) {
        ServiceKey service = new ServiceKey(stackId, identity.service());
        Known<Identity, Hashes> known = hashes.get(service);
        if (known == null || !known.isOf(identity, key)) {
            known = new Known<>(identity, key, Hashes.of(key, identity));
            hashes.put(service, known);
        }
        return known.result();
    }

    /** The label that tells what a network was made with. */
    synchronized String label(String network, Map<String, Object> parts, Secret key) {
        Known<Map<String, Object>, String> known = networks.get(network);
        if (known == null || !known.isOf(parts, key)) {
            known = new Known<>(parts, key, NetworkAspects.label(key, parts));
            networks.put(network, known);
        }
        return known.result();
    }

    /**
     * @param portAddress of ports that their file gives none
     * @param found asked if they are not known; must depend on nothing else
     */
    synchronized List<Route> routes(Stack stack, Facts facts, String portAddress, Supplier<List<Route>> found) {
        RoutesKey from = new RoutesKey(
                stack.name(), stack.slug(), stack.spec(), stack.domains(), facts.fingerprintKey(), portAddress);
        Known<RoutesKey, List<Route>> known = routes.get(stack.id());
        if (known == null || !known.isOf(from, facts.fingerprintKey())) {
            known = new Known<>(from, facts.fingerprintKey(), found.get());
            routes.put(stack.id(), known);
        }
        return known.result();
    }

    /** Forgets stacks that are no more, now and then. */
    synchronized void forgetAllBut(List<Stack> stacks) {
        if (routes.size() > 2 * stacks.size() + 16) {
            Set<String> ids = stacks.stream().map(Stack::id).collect(Collectors.toSet());
            routes.keySet().retainAll(ids);
            hashes.keySet().removeIf(s -> !ids.contains(s.stackId()));
            networks.clear();
        }
    }
}

package io.portolan.planner;

import io.portolan.model.Secret;
import io.portolan.model.route.Route;
import io.portolan.model.runtime.Observed;
import io.portolan.planner.Aspects.Identity;
import io.portolan.planner.Desired.Stack;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What earlier plans have worked out, for as long as what it was worked out from is the same: hashing the specification
 * of every service of a full server takes longer than all the rest of a plan. A plan is the same with an empty memory.
 */
public final class Memory {
    private final Map<ServiceKey, Known<Identity, Hashes>> hashes = new HashMap<>();
    private final Map<String, Known<BlueprintInputs, List<Route>>> routes = new HashMap<>();
    private final Map<String, Known<Map<String, Object>, String>> networks = new HashMap<>();

    private final Map<String, Known<BlueprintInputs, StackBlueprint>> blueprints = new HashMap<>();
    private @Nullable ObservedIndex index;

    private record ServiceKey(String stackId, String service) {}

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

    /** Of what was looked at last: after a look there are many plans, one for each stack in a round of repairs. */
    synchronized ObservedIndex index(Observed observed, String instance) {
        ObservedIndex last = index;
        if (last == null || !last.isOf(observed, instance)) {
            last = new ObservedIndex(observed, instance);
            index = last;
        }
        return last;
    }

    synchronized Hashes hashes(String stackId, Identity identity, Secret key) {
        ServiceKey service = new ServiceKey(stackId, identity.service());
        return recall(hashes, service, identity, key, () -> Hashes.of(key, identity));
    }

    synchronized StackBlueprint blueprint(BlueprintInputs inputs, Secret key, Supplier<StackBlueprint> made) {
        return recall(blueprints, inputs.stack().id(), inputs, key, made);
    }

    /** The label that tells what a network was made with. */
    synchronized String label(String network, Map<String, Object> parts, Secret key) {
        return recall(networks, network, parts, key, () -> NetworkAspects.label(key, parts));
    }

    /** What is equal is kept as it was given last: the next time it is the same most likely, and quickly compared. */
    private static <P, F, T> T recall(Map<P, Known<F, T>> all, P place, F from, Secret key, Supplier<T> found) {
        Known<F, T> known = all.get(place);
        T result = known != null && known.isOf(from, key) ? known.result() : found.get();
        all.put(place, new Known<>(from, key, result));
        return result;
    }

    /** Where a stack's routes lead to, which is made of its blueprint and the ports of its images. */
    synchronized List<Route> routes(BlueprintInputs inputs, Secret key, Supplier<List<Route>> found) {
        return recall(routes, inputs.stack().id(), inputs, key, found);
    }

    /** Forgets stacks that are no more, now and then. */
    synchronized void forgetAllBut(List<Stack> stacks) {
        if (Math.max(routes.size(), blueprints.size()) > 2 * stacks.size() + 16) {
            Set<String> ids = stacks.stream().map(Stack::id).collect(Collectors.toSet());
            routes.keySet().retainAll(ids);
            blueprints.keySet().retainAll(ids);
            hashes.keySet().removeIf(s -> !ids.contains(s.stackId()));
            networks.clear();
        }
    }
}

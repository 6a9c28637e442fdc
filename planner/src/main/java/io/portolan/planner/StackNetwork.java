package io.portolan.planner;

import io.portolan.model.stack.DeclaredNetwork;
import io.portolan.model.stack.NetworkOptions;
import io.portolan.model.stack.NetworkingSpec.ServiceNetwork;
import io.portolan.model.stack.ServiceSpec;
import io.portolan.planner.Desired.Stack;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A network of a stack's file that is made for it: services that share none do not reach each other.
 *
 * @param name the engine's
 * @param containers how many are on it
 */
record StackNetwork(String key, String name, Optional<DeclaredNetwork> declared, int containers) {
    /** Those that services are on, by name; an external network is somebody else's. */
    static List<StackNetwork> of(Stack stack, String instance) {
        Map<String, Integer> containers = new TreeMap<>();
        for (ServiceSpec service : stack.spec().services()) {
            keys(stack, service)
                    .forEach(k -> containers.merge(k, service.lifecycle().replicas(), Integer::sum));
        }
        List<StackNetwork> all = new ArrayList<>();
        containers.forEach((key, count) -> all.add(new StackNetwork(
                key,
                Naming.stackNetwork(instance, stack.slug(), key),
                declared(stack, key).filter(d -> !d.external()),
                count)));
        return List.copyOf(all);
    }

    /** The networks of the stack itself that the service is on, those to be joined first in front. */
    static List<String> keys(Stack stack, ServiceSpec service) {
        if (!service.networking().mode().isOfStack()) {
            return List.of();
        }
        List<String> own = service.networking().networks().stream()
                .sorted((a, b) -> {
                    int first = Integer.compare(
                            b.endpoint().priority(), a.endpoint().priority());
                    return first != 0 ? first : a.key().compareTo(b.key());
                })
                .map(ServiceNetwork::key)
                .filter(k ->
                        declared(stack, k).filter(DeclaredNetwork::external).isEmpty())
                .toList();
        // Even a service on networks of others only is reached by its siblings.
        return own.isEmpty() ? List.of(Naming.DEFAULT_NETWORK) : own;
    }

    /**
     * The networks that the file puts the service on. One that names none is on {@code default} (Compose specification,
     * "networks"), which a file may declare as a network of somebody else.
     */
    static List<ServiceNetwork> memberships(ServiceSpec service) {
        List<ServiceNetwork> named = service.networking().networks();
        return named.isEmpty() && service.networking().mode().isOfStack()
                ? List.of(new ServiceNetwork(Naming.DEFAULT_NETWORK, List.of()))
                : named;
    }

    static Optional<DeclaredNetwork> declared(Stack stack, String key) {
        return stack.spec().networks().stream().filter(n -> n.key().equals(key)).findFirst();
    }

    NetworkOptions options() {
        return declared.map(DeclaredNetwork::options).orElse(NetworkOptions.none());
    }

    boolean isInternal() {
        return declared.filter(DeclaredNetwork::internal).isPresent();
    }
}

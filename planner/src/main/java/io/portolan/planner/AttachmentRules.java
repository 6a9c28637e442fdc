package io.portolan.planner;

import io.portolan.model.Diagnostic;
import io.portolan.model.Labels;
import io.portolan.model.runtime.Attachment;
import io.portolan.model.runtime.ObservedNetwork;
import io.portolan.model.stack.DeclaredNetwork;
import io.portolan.model.stack.NetworkingSpec.ServiceNetwork;
import io.portolan.model.stack.ServiceSpec;
import io.portolan.planner.Desired.Stack;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Which networks a service is on, and by what names it is known there. On the stack's own network it has all the names
 * of its file; on a network that it shares with others only one that is unique on the server.
 */
final class AttachmentRules {
    private static final Set<String> ENGINE_NETWORKS = Set.of("bridge", "host", "none", "default");

    private final Stack stack;
    private final World world;

    AttachmentRules(Stack stack, World world) {
        this.stack = stack;
        this.world = world;
    }

    List<Attachment> of(ServiceSpec service, boolean routed, List<Diagnostic> diagnostics) {
        Map<String, Attachment> found = new LinkedHashMap<>();
        Attachment own = new Attachment(
                Naming.stackNetwork(world.instance(), stack.slug()), privateAliases(service), Naming.PRIVATE_PRIORITY);
        found.put(own.network(), own);
        List<String> shared = List.of(Naming.sharedAlias(stack.slug(), service.name()));
        if (routed) {
            world.networkOfDestination(stack.destinationId())
                    .ifPresent(n -> found.putIfAbsent(n, new Attachment(n, shared, Naming.DESTINATION_PRIORITY)));
        }
        for (ServiceNetwork member : service.networking().networks()) {
            external(member, diagnostics)
                    .ifPresent(n -> found.putIfAbsent(n, new Attachment(n, shared, Naming.EXTERNAL_PRIORITY)));
        }
        return List.copyOf(found.values());
    }

    private static List<String> privateAliases(ServiceSpec service) {
        Set<String> aliases = new LinkedHashSet<>();
        aliases.add(service.name());
        service.networking().containerName().filter(n -> !n.isEmpty()).ifPresent(aliases::add);
        service.networking().networks().stream()
                .flatMap(n -> n.aliases().stream().sorted())
                .sorted()
                .forEach(aliases::add);
        return new ArrayList<>(aliases);
    }

    private Optional<String> external(ServiceNetwork member, List<Diagnostic> diagnostics) {
        Optional<DeclaredNetwork> declared = stack.spec().networks().stream()
                .filter(n -> n.key().equals(member.key()))
                .findFirst();
        if (declared.isEmpty() || !declared.get().external()) {
            declared.filter(DeclaredNetwork::internal).ifPresent(n -> diagnostics.add(internalIsPrivate(n)));
            return Optional.empty();
        }
        String name = declared.get().name();
        Optional<Diagnostic> refusal = refusal(member.key(), name);
        refusal.ifPresent(diagnostics::add);
        return refusal.isPresent() ? Optional.empty() : Optional.of(name);
    }

    private Optional<Diagnostic> refusal(String key, String name) {
        String resource = "stack %s, network %s".formatted(stack.name(), key);
        if (ENGINE_NETWORKS.contains(name)) {
            return Optional.of(Diagnostic.error(
                            "network.not-joinable",
                            "network %s is the engine's own: containers on it have no names for each other"
                                    .formatted(name))
                    .about(resource)
                    .suggest("name a network that was made with docker network create"));
        }
        Optional<ObservedNetwork> there = world.observed().network(name);
        if (there.isEmpty()) {
            return Optional.of(Diagnostic.error(
                            "network.external-missing",
                            "the file says that network %s exists already, and it does not".formatted(name))
                    .about(resource)
                    .suggest("docker network create %s, or leave out external".formatted(name)));
        }
        boolean private_ = world.isOurs(there.get().labels())
                && !there.get().labels().containsKey(Labels.DESTINATION)
                && !name.equals(Naming.stackNetwork(world.instance(), stack.slug()));
        return private_
                ? Optional.of(Diagnostic.error(
                                "network.private",
                                "network %s is private to what Portolan placed on it".formatted(name))
                        .about(resource)
                        .suggest("reach the other stack by a domain"))
                : Optional.empty();
    }

    private Diagnostic internalIsPrivate(DeclaredNetwork network) {
        return Diagnostic.warning(
                        "network.internal",
                        "network %s is declared internal: nobody outside the stack reaches its services, but they reach out"
                                .formatted(network.key()))
                .about("stack " + stack.name());
    }
}

package io.portolan.planner;

import io.portolan.model.Diagnostic;
import io.portolan.model.Labels;
import io.portolan.model.runtime.Attachment;
import io.portolan.model.runtime.ObservedNetwork;
import io.portolan.model.stack.DeclaredNetwork;
import io.portolan.model.stack.Endpoint;
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
    private static final int OWN_RANGE = Naming.PRIVATE_PRIORITY - Naming.DESTINATION_PRIORITY - 1;

    private final Stack stack;
    private final World world;

    AttachmentRules(Stack stack, World world) {
        this.stack = stack;
        this.world = world;
    }

    /**
     * None for a service that has no network of its own.
     *
     * @param onDestination a domain leads to it, or it was connected to the network of its destination
     */
    List<Attachment> of(ServiceSpec service, boolean onDestination, List<Diagnostic> diagnostics) {
        if (!service.networking().mode().isOfStack()) {
            return List.of();
        }
        Map<String, Attachment> found = new LinkedHashMap<>();
        for (String key : StackNetwork.keys(stack, service)) {
            Attachment own = own(service, key);
            found.put(own.network(), own);
        }
        List<String> shared = List.of(Naming.sharedAlias(stack.slug(), service.name()));
        if (onDestination) {
            world.networkOfDestination(stack.destinationId())
                    .ifPresent(n -> found.putIfAbsent(n, new Attachment(n, shared, Naming.DESTINATION_PRIORITY)));
            noteInternal(service, diagnostics);
        }
        for (LinkEnd end : world.links().of(stack.id())) {
            if (end.holder().equals(service.name())) {
                found.putIfAbsent(end.network(), ofLink(end, stack.slug()));
            }
        }
        for (ServiceNetwork member : StackNetwork.memberships(service)) {
            external(member, diagnostics)
                    .ifPresent(n -> found.putIfAbsent(
                            n,
                            new Attachment(
                                    n,
                                    shared,
                                    Naming.EXTERNAL_PRIORITY,
                                    member.endpoint(),
                                    service.networking().resolution().externalLinks())));
        }
        return List.copyOf(found.values());
    }

    /** The provider alone has a name there: it is asked, and asks nobody. */
    static Attachment ofLink(LinkEnd end, String slug) {
        List<String> names = end.consumes() ? List.of() : List.of(Naming.sharedAlias(slug, end.holder()));
        return new Attachment(end.network(), names, Naming.LINK_PRIORITY);
    }

    private Attachment own(ServiceSpec service, String key) {
        Optional<ServiceNetwork> member = service.networking().networks().stream()
                .filter(n -> n.key().equals(key) && !isExternal(n))
                .findFirst();
        Endpoint endpoint = member.map(ServiceNetwork::endpoint).orElse(Endpoint.any());
        // What the file prefers stays in front of networks that are shared with others.
        int preference = Math.clamp(endpoint.gatewayPriority(), -OWN_RANGE, OWN_RANGE);
        return new Attachment(
                Naming.stackNetwork(world.instance(), stack.slug(), key),
                privateAliases(service, key),
                Naming.PRIVATE_PRIORITY + preference,
                endpoint,
                service.networking().resolution().links());
    }

    /** The names of a network of others are of use on the stack's own ones only. */
    private List<String> privateAliases(ServiceSpec service, String key) {
        Set<String> aliases = new LinkedHashSet<>();
        aliases.add(service.name());
        service.networking().containerName().filter(n -> !n.isEmpty()).ifPresent(aliases::add);
        service.networking().networks().stream()
                .filter(n -> n.key().equals(key) || isExternal(n))
                .flatMap(n -> n.aliases().stream())
                .sorted()
                .forEach(aliases::add);
        return new ArrayList<>(aliases);
    }

    private boolean isExternal(ServiceNetwork member) {
        return StackNetwork.declared(stack, member.key())
                .filter(DeclaredNetwork::external)
                .isPresent();
    }

    private void noteInternal(ServiceSpec service, List<Diagnostic> diagnostics) {
        StackNetwork.keys(stack, service).stream()
                .filter(k -> StackNetwork.declared(stack, k)
                        .filter(DeclaredNetwork::internal)
                        .isPresent())
                .map(k -> Diagnostic.warning(
                                "network.internal",
                                "network %s is internal, but service %s is on the network of its destination too, and reaches out over that"
                                        .formatted(k, service.name()))
                        .about("stack %s, service %s".formatted(stack.name(), service.name())))
                .forEach(diagnostics::add);
    }

    private Optional<String> external(ServiceNetwork member, List<Diagnostic> diagnostics) {
        Optional<DeclaredNetwork> declared = stack.spec().networks().stream()
                .filter(n -> n.key().equals(member.key()))
                .findFirst();
        if (declared.isEmpty() || !declared.get().external()) {
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
        Optional<ObservedNetwork> there = world.network(name);
        if (there.isEmpty()) {
            return Optional.of(Diagnostic.error(
                            "network.external-missing",
                            "the file says that network %s exists already, and it does not".formatted(name))
                    .about(resource)
                    .suggest(
                            "let the stack make one of its own (--network %s=own), join another (--network %s=NAME), or docker network create %s"
                                    .formatted(key, key, name)));
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
}

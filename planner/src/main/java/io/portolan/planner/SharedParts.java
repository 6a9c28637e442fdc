package io.portolan.planner;

import io.portolan.model.Diagnostic;
import io.portolan.model.Labels;
import io.portolan.model.runtime.ContainerSpec;
import io.portolan.model.runtime.ObservedContainer;
import io.portolan.model.stack.NameResolution.Link;
import io.portolan.model.stack.NetworkMode;
import io.portolan.model.stack.RuntimeOptions;
import io.portolan.model.stack.ServiceSpec;
import io.portolan.model.stack.Sharing;
import io.portolan.planner.Desired.Stack;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a service's containers share with other containers, by engine names. The name is part of what the container is,
 * so that it is replaced together with the one whose namespaces it is in: it could not outlive that one.
 */
final class SharedParts {
    private final Stack stack;
    private final World world;
    private final List<Diagnostic> diagnostics;
    private final Map<String, String> firstContainers = new HashMap<>();

    SharedParts(Stack stack, World world, List<Diagnostic> diagnostics) {
        this.stack = stack;
        this.world = world;
        this.diagnostics = diagnostics;
    }

    /** Of several replicas the first one is shared, as in the official engine. */
    void made(ServiceSpec service, List<ContainerSpec> containers) {
        containers.stream().findFirst().ifPresent(c -> firstContainers.put(service.name(), c.name()));
    }

    RuntimeOptions runtime(ServiceSpec service) {
        Sharing s = service.runtime().host().sharing();
        Sharing resolved = new Sharing(
                mode(service, s.pid()),
                mode(service, s.ipc()),
                s.uts(),
                s.cgroup(),
                s.user(),
                s.volumesFrom().stream().map(v -> mode(service, v)).toList());
        service.networking().resolution().externalLinks().forEach(l -> checkLink(service, l));
        // The same value where nothing is shared, which is nearly always: quickly compared with what it was before.
        return resolved.equals(s)
                ? service.runtime()
                : service.runtime().with(service.runtime().host().with(resolved));
    }

    /** As the engine is told; "" for networks of its own. */
    String networkMode(ServiceSpec service) {
        NetworkMode mode = service.networking().mode();
        return switch (mode.kind()) {
            case STACK -> "";
            case HOST -> "host";
            case NONE -> "none";
            case SERVICE -> mode(service, Sharing.SERVICE + mode.of());
            case CONTAINER -> mode(service, Sharing.CONTAINER + mode.of());
        };
    }

    private String mode(ServiceSpec service, String mode) {
        String suffix = mode.endsWith(":ro") ? ":ro" : "";
        String bare = mode.substring(0, mode.length() - suffix.length());
        if (bare.startsWith(Sharing.SERVICE)) {
            String target = bare.substring(Sharing.SERVICE.length());
            String container = firstContainers.get(target);
            if (container == null) {
                diagnostics.add(Diagnostic.error(
                                "service.shares-nothing",
                                "service %s uses parts of service %s, which has no container"
                                        .formatted(service.name(), target))
                        .about(resource(service)));
                return Sharing.CONTAINER + target + suffix;
            }
            return Sharing.CONTAINER + container + suffix;
        }
        if (bare.startsWith(Sharing.CONTAINER)) {
            requireContainer(service, bare.substring(Sharing.CONTAINER.length()), "uses parts of");
        }
        return mode;
    }

    /** Of what Portolan runs itself, and of other stacks, nothing is shared: it would be a way around their networks. */
    private Optional<ObservedContainer> requireContainer(ServiceSpec service, String name, String verb) {
        Optional<ObservedContainer> there = world.container(name);
        if (there.isEmpty()) {
            diagnostics.add(Diagnostic.error(
                            "container.missing",
                            "service %s %s container %s, which does not exist".formatted(service.name(), verb, name))
                    .about(resource(service))
                    .suggest("start it first; for a service of this file write service:NAME"));
        } else if (isOfOthers(there.get())) {
            diagnostics.add(Diagnostic.error(
                            "container.private",
                            "service %s %s container %s, which belongs to %s"
                                    .formatted(service.name(), verb, name, owner(there.get())))
                    .about(resource(service))
                    .suggest("name a service of this file, or a container that Portolan did not make"));
        }
        return there;
    }

    private boolean isOfOthers(ObservedContainer container) {
        return world.isOurs(container) && !stack.id().equals(container.labels().getOrDefault(Labels.STACK, ""));
    }

    private static String owner(ObservedContainer container) {
        return container.label(Labels.STACK_NAME).map(s -> "stack " + s).orElse("Portolan itself");
    }

    /** Containers of others are found by name on a network that both are on. */
    private void checkLink(ServiceSpec service, Link link) {
        Optional<ObservedContainer> target = requireContainer(service, link.target(), "links to");
        List<String> external = StackNetwork.memberships(service).stream()
                .flatMap(n -> StackNetwork.declared(stack, n.key()).stream())
                .filter(n -> n.external())
                .map(n -> n.name())
                .toList();
        boolean common =
                target.stream().flatMap(c -> c.attachments().stream()).anyMatch(a -> external.contains(a.network()));
        if (target.filter(t -> !isOfOthers(t)).isPresent() && !common) {
            diagnostics.add(Diagnostic.error(
                            "link.no-common-network",
                            "service %s links to container %s, but is on no network with it"
                                    .formatted(service.name(), link.target()))
                    .about(resource(service))
                    .suggest("declare the network of that container as external, and put the service on it"));
        }
    }

    private String resource(ServiceSpec service) {
        return "stack %s, service %s".formatted(stack.name(), service.name());
    }
}

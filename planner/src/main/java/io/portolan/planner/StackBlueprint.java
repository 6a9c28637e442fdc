package io.portolan.planner;

import io.portolan.model.Diagnostic;
import io.portolan.model.Labels;
import io.portolan.model.runtime.ContainerSpec;
import io.portolan.model.runtime.ObservedContainer;
import io.portolan.model.runtime.ObservedImage;
import io.portolan.model.runtime.VolumeSpec;
import io.portolan.model.stack.DeclaredVolume;
import io.portolan.model.stack.Healthcheck;
import io.portolan.model.stack.Hooks.Hook;
import io.portolan.model.stack.LifecycleSpec.Condition;
import io.portolan.model.stack.Mount;
import io.portolan.model.stack.ServiceSpec;
import io.portolan.planner.Desired.RoutedDomain;
import io.portolan.planner.Desired.Stack;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A stack in the engine's terms: what its containers and volumes should be, by engine names. Made from the desired
 * state alone, whatever runs; only whether an image has a health check, and which host ports of a range are free, is
 * looked up.
 *
 * @param networks to be made here
 * @param services every service after those it depends on
 * @param volumes to be made here; by engine name
 * @param claims the host ports it wants
 */
record StackBlueprint(
        Stack stack,
        List<StackNetwork> networks,
        List<ServiceBlueprint> services,
        List<VolumeSpec> volumes,
        List<PortClaim> claims,
        List<Diagnostic> diagnostics) {

    static StackBlueprint of(Stack asked, World world) {
        Stack stack = PortChoices.settle(asked, world);
        List<Diagnostic> diagnostics = new ArrayList<>();
        DependencyOrder order = DependencyOrder.of(stack);
        diagnostics.addAll(order.diagnostics());
        Set<String> onDestination = Stream.concat(stack.domains().stream().map(RoutedDomain::service), joined(stack))
                .map(s -> RouteTarget.serving(stack, s))
                .collect(Collectors.toUnmodifiableSet());
        ContainerCompiler compiler = new ContainerCompiler(stack, world, diagnostics);
        List<ServiceBlueprint> services = new ArrayList<>();
        List<PortClaim> claims = new ArrayList<>();
        for (ServiceSpec service : order.services()) {
            List<ContainerSpec> containers = compiler.compile(service, onDestination.contains(service.name()));
            services.add(new ServiceBlueprint(service, containers, ready(service, world)));
            for (int replica = 0; replica < containers.size(); replica++) {
                claims.addAll(compiler.claims(service));
            }
        }
        return new StackBlueprint(
                stack,
                StackNetwork.of(stack, world.instance()),
                List.copyOf(services),
                volumes(stack, services),
                List.copyOf(claims),
                List.copyOf(diagnostics));
    }

    private static Stream<String> joined(Stack stack) {
        return stack.spec().serviceNames().stream().filter(stack.placement().joined()::includes);
    }

    Optional<ServiceBlueprint> service(String name) {
        return services.stream().filter(s -> s.name().equals(name)).findFirst();
    }

    /** What the file now says of the end of the service that a container is of. */
    List<Hook> preStop(ObservedContainer container) {
        return service(container.labels().getOrDefault(Labels.SERVICE, "")).stream()
                .flatMap(s -> s.hooks().preStop().stream())
                .toList();
    }

    /** Whether the server's policy decides where a port of it is bound. */
    boolean claimsByPolicy() {
        return stack.spec().services().stream()
                .flatMap(s -> s.networking().ports().stream())
                .anyMatch(p -> p.hostPort().isPresent()
                        && p.hostAddress().filter(a -> !a.isEmpty()).isEmpty());
    }

    Set<String> containerNames() {
        return services.stream().flatMap(s -> s.containerNames().stream()).collect(Collectors.toUnmodifiableSet());
    }

    private static Condition ready(ServiceSpec service, World world) {
        if (service.lifecycle().oneShot()) {
            return Condition.COMPLETED_SUCCESSFULLY;
        }
        Optional<Healthcheck> own = service.lifecycle().healthcheck();
        if (own.isPresent()) {
            return own.get().isDisabled() ? Condition.STARTED : Condition.HEALTHY;
        }
        // Of an image that is not there yet nobody knows; waiting for health is plainly waiting until it runs then.
        boolean maybe = world.image(service.image().reference())
                .map(ObservedImage::hasHealthcheck)
                .orElse(true);
        return maybe ? Condition.HEALTHY : Condition.STARTED;
    }

    private static List<VolumeSpec> volumes(Stack stack, List<ServiceBlueprint> services) {
        Map<String, VolumeSpec> volumes = new LinkedHashMap<>();
        for (ServiceBlueprint service : services) {
            service.grants()
                    .keySet()
                    .forEach(name ->
                            volumes.put(name, new VolumeSpec(name, "local", Map.of(), OwnerLabels.ofGrants(stack))));
            for (Mount mount : service.spec().mounts()) {
                switch (mount) {
                    case Mount.Volume v -> volume(stack, v.volume()).ifPresent(s -> volumes.put(s.name(), s));
                    case Mount.BundlePath _ -> {
                        String name = Naming.filesVolume(stack.slug());
                        volumes.put(name, new VolumeSpec(name, "local", Map.of(), OwnerLabels.of(stack)));
                    }
                    case Mount.Grant _, Mount.Anonymous _, Mount.Bind _, Mount.Tmpfs _, Mount.Image _ -> {}
                }
            }
        }
        return volumes.values().stream()
                .sorted(Comparator.comparing(VolumeSpec::name))
                .toList();
    }

    private static Optional<VolumeSpec> volume(Stack stack, String key) {
        Optional<DeclaredVolume> declared = VolumeNames.declared(stack, key);
        if (declared.isPresent() && declared.get().external()) {
            return Optional.empty();
        }
        Map<String, String> labels = new LinkedHashMap<>();
        declared.ifPresent(d -> labels.putAll(d.labels()));
        labels.putAll(OwnerLabels.keyed(stack, key));
        String driver =
                declared.map(DeclaredVolume::driver).filter(d -> !d.isEmpty()).orElse("local");
        return Optional.of(new VolumeSpec(
                VolumeNames.engineName(stack, key),
                driver,
                declared.map(DeclaredVolume::driverOptions).orElse(Map.of()),
                labels));
    }
}

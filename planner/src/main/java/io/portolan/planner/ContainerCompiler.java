package io.portolan.planner;

import io.portolan.model.Diagnostic;
import io.portolan.model.Labels;
import io.portolan.model.runtime.Attachment;
import io.portolan.model.runtime.ContainerNetworking;
import io.portolan.model.runtime.ContainerSpec;
import io.portolan.model.runtime.PublishedPort;
import io.portolan.model.stack.ContainerPort;
import io.portolan.model.stack.Endpoint;
import io.portolan.model.stack.LifecycleSpec;
import io.portolan.model.stack.LifecycleSpec.RestartPolicy;
import io.portolan.model.stack.Mount;
import io.portolan.model.stack.NetworkingSpec;
import io.portolan.model.stack.NetworkingSpec.ServiceNetwork;
import io.portolan.model.stack.PortMapping;
import io.portolan.model.stack.ProcessSpec;
import io.portolan.model.stack.RuntimeOptions;
import io.portolan.model.stack.ServiceSpec;
import io.portolan.planner.Aspects.Identity;
import io.portolan.planner.Desired.Stack;
import io.portolan.planner.Reservations.HostPort;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Turns a service into the containers it should be. */
final class ContainerCompiler {
    private final Stack stack;
    private final World world;
    private final List<Diagnostic> diagnostics;
    private final AttachmentRules attachments;
    private final SharedParts shared;
    private final HostGateway gateway;

    ContainerCompiler(Stack stack, World world, List<Diagnostic> diagnostics) {
        this.stack = stack;
        this.world = world;
        this.diagnostics = diagnostics;
        this.attachments = new AttachmentRules(stack, world);
        this.shared = new SharedParts(stack, world, diagnostics);
        this.gateway = new HostGateway(stack);
    }

    /** Services come after those they depend on: what is shared is another container by its name. */
    List<ContainerSpec> compile(ServiceSpec service, boolean onDestination) {
        note(service, onDestination);
        RuntimeOptions runtime = shared.runtime(service);
        String grants = VolumeNames.grants(stack, service, world.facts().fingerprintKey());
        List<Mount> mounts = service.mounts().stream()
                .map(m -> VolumeNames.toEngine(stack, m, grants))
                .toList();
        Identity identity = identity(service, mounts, runtime);
        Memory.Hashes hashes = world.facts()
                .memory()
                .hashes(stack.id(), identity, world.facts().fingerprintKey());
        List<Attachment> networks = attachments.of(service, onDestination, diagnostics);
        ContainerNetworking networking = new ContainerNetworking(
                identity.hosts().hostname(),
                networks,
                identity.ports().published(),
                identity.ports().expose(),
                identity.hosts().extraHosts(),
                identity.hosts().mode(),
                identity.hosts().resolution());
        List<ContainerSpec> replicas = new ArrayList<>();
        for (int replica = 1; replica <= service.lifecycle().replicas(); replica++) {
            Map<String, String> labels = new LinkedHashMap<>(service.labels());
            labels.putAll(OwnerLabels.of(stack));
            labels.put(Labels.SERVICE, service.name());
            labels.put(Labels.REPLICA, Integer.toString(replica));
            labels.put(Labels.REVISION, Integer.toString(stack.state().revision()));
            labels.put(Labels.ROLE, "app");
            labels.put(Labels.FINGERPRINT, hashes.fingerprint());
            labels.put(Labels.ASPECTS, hashes.aspects());
            replicas.add(new ContainerSpec(
                    Naming.container(stack.slug(), service.name(), replica, hashes.fingerprint()),
                    service.image(),
                    identity.process(),
                    mounts,
                    networking,
                    identity.options().lifecycle(),
                    runtime,
                    labels));
        }
        shared.made(service, replicas);
        return replicas;
    }

    List<PortClaim> claims(ServiceSpec service) {
        return mapped(service)
                .map(p -> new PortClaim(claim(p, world.portAddress()), service.name(), p.position()))
                .toList();
    }

    /** With the variables of its links, unless the file gives them itself. */
    private ProcessSpec process(ServiceSpec service) {
        ProcessSpec process = service.process();
        for (LinkEnd end : world.links().of(stack.id())) {
            if (end.consumes() && end.service().equals(service.name())) {
                process = process.withDefaults(end.variables().values());
            }
        }
        return process;
    }

    private Identity identity(ServiceSpec service, List<Mount> mounts, RuntimeOptions runtime) {
        ProcessSpec process = process(service);
        NetworkingSpec n = service.networking();
        List<ContainerPort> expose = Stream.concat(
                        n.expose().stream(),
                        n.ports().stream().filter(p -> p.hostPort().isEmpty()).map(PortMapping::container))
                .distinct()
                .toList();
        return new Identity(
                service.name(),
                service.image().reference(),
                process,
                mounts,
                new Aspects.Hosts(
                        n.hostname(),
                        gateway.extraHosts(service),
                        shared.networkMode(service),
                        n.resolution(),
                        endpoints(n),
                        service.image().platform()),
                new Aspects.Ports(
                        mapped(service)
                                .map(p -> published(p, world.portAddress()))
                                .toList(),
                        expose),
                new Aspects.Options(runtime, lifecycle(service.lifecycle())),
                service.labels());
    }

    private static Map<String, Endpoint> endpoints(NetworkingSpec networking) {
        Map<String, Endpoint> asked = new LinkedHashMap<>();
        networking.networks().stream()
                .filter(n -> !n.endpoint().equals(Endpoint.any()))
                .forEach(n -> asked.put(n.key(), n.endpoint()));
        return asked;
    }

    private static Stream<PortMapping> mapped(ServiceSpec service) {
        return service.networking().ports().stream().filter(p -> p.hostPort().isPresent());
    }

    /** @param fallback the address of a port that the file gives none */
    static HostPort claim(PortMapping port, String fallback) {
        return HeldPorts.claim(published(port, fallback));
    }

    private static PublishedPort published(PortMapping port, String fallback) {
        return new PublishedPort(
                port.hostAddress().filter(a -> !a.isEmpty()).orElse(fallback), port.hostPort(), port.container());
    }

    /** Dependencies and replicas are the plan's business; what the file does not say of restarts is decided here. */
    private static LifecycleSpec lifecycle(LifecycleSpec l) {
        RestartPolicy.Mode mode = l.oneShot() ? RestartPolicy.Mode.NO : RestartPolicy.Mode.UNLESS_STOPPED;
        return new LifecycleSpec(
                Optional.of(l.restart().orElse(new RestartPolicy(mode, 0))),
                List.of(),
                l.healthcheck(),
                l.stopSignal(),
                l.stopGracePeriod(),
                0,
                l.oneShot(),
                l.hooks());
    }

    /** Whether every network it is on is an internal one of the file. */
    private boolean isCutOff(ServiceSpec service) {
        Stream<String> all = Stream.concat(
                StackNetwork.keys(stack, service).stream(),
                service.networking().networks().stream().map(ServiceNetwork::key));
        return service.networking().mode().isOfStack()
                && all.allMatch(k -> StackNetwork.declared(stack, k)
                        .filter(n -> n.internal() && !n.external())
                        .isPresent());
    }

    private void note(ServiceSpec service, boolean onDestination) {
        String resource = "stack %s, service %s".formatted(stack.name(), service.name());
        for (PortMapping port : service.networking().ports()) {
            if (port.hostPort().isEmpty()) {
                diagnostics.add(Diagnostic.info(
                                "port.container-only",
                                "port %s names no host port, so it is open to the stack and to domains, not on the host"
                                        .formatted(port.container()))
                        .at(port.position())
                        .about(resource)
                        .suggest("give it a domain (--domain %s=http://…) or write HOST:%d"
                                .formatted(service.name(), port.container().port())));
            }
        }
        if (!onDestination && isCutOff(service)) {
            mapped(service)
                    .map(p -> Diagnostic.warning(
                                    "port.internal",
                                    "host port %d does not lead to service %s: all its networks are internal, and an engine publishes no ports of those"
                                            .formatted(p.hostPort().getAsInt(), service.name()))
                            .at(p.position())
                            .about(resource)
                            .suggest("put the service on one more network that is not internal"))
                    .forEach(diagnostics::add);
        }
        if (service.labels().keySet().stream().anyMatch(k -> k.startsWith("portolan."))) {
            diagnostics.add(Diagnostic.warning(
                            "labels.reserved", "labels that begin with \"portolan.\" are Portolan's and are set by it")
                    .about(resource));
        }
    }
}

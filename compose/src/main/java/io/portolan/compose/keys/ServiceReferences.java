package io.portolan.compose.keys;

import io.portolan.compose.report.Findings;
import io.portolan.compose.report.Located;
import io.portolan.compose.report.Nearest;
import io.portolan.compose.report.Shown;
import io.portolan.compose.yaml.Mapping;
import io.portolan.compose.yaml.Scalar;
import io.portolan.model.stack.LifecycleSpec.Condition;
import io.portolan.model.stack.LifecycleSpec.Dependency;
import io.portolan.model.stack.NameResolution.Link;
import io.portolan.model.stack.NetworkMode;
import io.portolan.model.stack.NetworkMode.Kind;
import io.portolan.model.stack.ServiceSpec;
import io.portolan.model.stack.Sharing;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a service shares with, or calls, another one of the file. Such a service starts after the other, as if it said so
 * under {@code depends_on} (Compose specification, "links", "network_mode", "volumes_from").
 */
final class ServiceReferences {
    private final Findings findings;
    private final Map<String, Mapping> active;
    /** Services by their {@code container_name}: the name of a container of this very file means its service. */
    private final Map<String, String> byContainerName = new LinkedHashMap<>();

    ServiceReferences(Findings findings, Map<String, Mapping> active) {
        this.findings = findings;
        this.active = active;
    }

    List<ServiceSpec> resolve(List<ServiceSpec> services) {
        for (ServiceSpec service : services) {
            service.networking().containerName().ifPresent(name -> {
                String before = byContainerName.putIfAbsent(name, service.name());
                if (before != null) {
                    findings.error(
                            at(service.name(), "container_name", name),
                            "compose.container-name-taken",
                            "the service %s has the `container_name` %s too".formatted(before, Shown.quoted(name)));
                }
            });
        }
        return services.stream().map(this::resolved).toList();
    }

    private ServiceSpec resolved(ServiceSpec service) {
        NetworkMode mode = service.networking().mode();
        String ofContainer = byContainerName.get(mode.of());
        NetworkMode newMode = mode.kind() == Kind.CONTAINER && ofContainer != null
                ? new NetworkMode(Kind.SERVICE, ofContainer)
                : mode;
        Sharing s = service.runtime().host().sharing();
        Sharing sharing = new Sharing(
                other(s.pid()),
                other(s.ipc()),
                s.uts(),
                s.cgroup(),
                s.user(),
                s.volumesFrom().stream().map(this::other).toList());
        List<Dependency> dependencies = new ArrayList<>(service.lifecycle().dependsOn());
        if (newMode.kind() == Kind.SERVICE) {
            depend(service, "network_mode", newMode.of(), true, dependencies);
        }
        dependOn(service, "ipc", sharing.ipc(), true, dependencies);
        dependOn(service, "pid", sharing.pid(), true, dependencies);
        sharing.volumesFrom().forEach(v -> dependOn(service, "volumes_from", v, false, dependencies));
        for (Link link : service.networking().resolution().links()) {
            depend(service, "links", link.target(), true, dependencies);
        }
        return new ServiceSpec(
                service.name(),
                service.image(),
                service.process(),
                service.mounts(),
                service.networking().with(newMode),
                service.lifecycle().with(dependencies),
                service.runtime().with(service.runtime().host().with(sharing)),
                service.labels());
    }

    /** {@code container:NAME} of this file as {@code service:KEY}; anything else as it is. */
    private String other(String mode) {
        if (!mode.startsWith(Sharing.CONTAINER)) {
            return mode;
        }
        String rest = mode.substring(Sharing.CONTAINER.length());
        String suffix = rest.endsWith(":ro") ? ":ro" : "";
        String service = byContainerName.get(rest.substring(0, rest.length() - suffix.length()));
        return service == null ? mode : Sharing.SERVICE + service + suffix;
    }

    private void dependOn(ServiceSpec service, String key, String mode, boolean restart, List<Dependency> all) {
        if (mode.startsWith(Sharing.SERVICE)) {
            String rest = mode.substring(Sharing.SERVICE.length());
            depend(service, key, rest.endsWith(":ro") ? rest.substring(0, rest.length() - 3) : rest, restart, all);
        }
    }

    private void depend(ServiceSpec service, String key, String target, boolean restart, List<Dependency> all) {
        Located at = at(service.name(), key, target);
        if (target.equals(service.name())) {
            findings.error(at, "compose.dependency-cycle", "a cycle: %s refers to itself".formatted(target));
        } else if (!active.containsKey(target)) {
            String message = "there is no service %s; there are: %s"
                    .formatted(
                            Shown.quoted(at instanceof Scalar s ? s.written() : target),
                            String.join(", ", active.keySet()));
            Optional<String> near = Nearest.to(target, active.keySet());
            near.ifPresentOrElse(
                    n -> findings.error(at, "compose.unknown-service", message, "did you mean `" + n + "`?"),
                    () -> findings.error(at, "compose.unknown-service", message));
        } else if (all.stream().noneMatch(d -> d.service().equals(target))) {
            all.add(new Dependency(target, Condition.STARTED, true, restart));
        }
    }

    private Located at(String service, String key, String name) {
        return StackChecks.place(active, service, key, name);
    }
}

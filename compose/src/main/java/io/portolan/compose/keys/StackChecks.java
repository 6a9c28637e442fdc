package io.portolan.compose.keys;

import io.portolan.compose.report.Findings;
import io.portolan.compose.report.Located;
import io.portolan.compose.report.Nearest;
import io.portolan.compose.report.Shown;
import io.portolan.compose.yaml.Mapping;
import io.portolan.compose.yaml.Node;
import io.portolan.compose.yaml.Scalar;
import io.portolan.compose.yaml.Sequence;
import io.portolan.model.stack.DeclaredNetwork;
import io.portolan.model.stack.DeclaredVolume;
import io.portolan.model.stack.LifecycleSpec;
import io.portolan.model.stack.LifecycleSpec.Condition;
import io.portolan.model.stack.LifecycleSpec.Dependency;
import io.portolan.model.stack.Mount;
import io.portolan.model.stack.NetworkingSpec.ServiceNetwork;
import io.portolan.model.stack.ServiceSpec;
import io.portolan.model.stack.StackSpec;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What only shows with all services known: references between services, networks and volumes, and one-shots. */
final class StackChecks {
    private final Findings findings;
    private final Map<String, Mapping> all;
    private final Map<String, Mapping> active;

    StackChecks(Reading reading, Map<String, Mapping> all, Map<String, Mapping> active) {
        this.findings = reading.findings();
        this.all = all;
        this.active = active;
    }

    /** The same stack with undeclared volumes added, dependencies on absent services dropped, and one-shots marked. */
    StackSpec check(StackSpec spec) {
        List<ServiceSpec> services = new ServiceReferences(findings, active)
                .resolve(spec.services().stream().map(this::resolved).toList());
        new DependencyCycles(findings, active).check(services);
        new HostPorts(findings, active).check(services);
        new Dangers(findings, active).check(services);
        new LostNames(findings, active, spec).check(services);
        checkNetworks(spec);
        Set<String> awaited = services.stream()
                .flatMap(s -> s.lifecycle().dependsOn().stream())
                .filter(d -> d.condition() == Condition.COMPLETED_SUCCESSFULLY)
                .map(Dependency::service)
                .collect(Collectors.toSet());
        List<ServiceSpec> marked = services.stream()
                .map(s -> awaited.contains(s.name()) ? oneShot(s) : s)
                .toList();
        return new StackSpec(marked, spec.networks(), volumes(spec), spec.routePorts(), spec.hostMentions());
    }

    private ServiceSpec resolved(ServiceSpec service) {
        List<Dependency> kept = new ArrayList<>();
        for (Dependency dependency : service.lifecycle().dependsOn()) {
            String name = dependency.service();
            if (name.equals(service.name())) {
                findings.error(
                        at(service.name(), "depends_on", name),
                        "compose.dependency-cycle",
                        "a cycle: %s depends on itself".formatted(name));
            } else if (active.containsKey(name)) {
                kept.add(dependency);
            } else if (dependency.required() && !isProvided(name)) {
                unknownDependency(service.name(), name);
            }
        }
        return with(service, service.lifecycle().with(kept));
    }

    /** Somebody else provides it, so there is nothing to wait for. */
    private boolean isProvided(String name) {
        Mapping form = all.get(name);
        return form != null && form.has("provider");
    }

    private void unknownDependency(String service, String name) {
        Located at = at(service, "depends_on", name);
        if (all.containsKey(name)) {
            findings.error(
                    at,
                    "compose.inactive-dependency",
                    "the service %s is there, but only in a profile that is not active".formatted(Shown.quoted(name)));
            return;
        }
        String message = "there is no service %s; there are: %s"
                .formatted(Shown.quoted(name), String.join(", ", active.keySet()));
        Optional<String> near = Nearest.to(name, active.keySet());
        if (near.isPresent()) {
            findings.error(at, "compose.unknown-dependency", message, "did you mean `" + near.get() + "`?");
        } else {
            findings.error(at, "compose.unknown-dependency", message);
        }
    }

    private void checkNetworks(StackSpec spec) {
        Set<String> declared =
                spec.networks().stream().map(DeclaredNetwork::key).collect(Collectors.toSet());
        for (ServiceSpec service : spec.services()) {
            for (ServiceNetwork network : service.networking().networks()) {
                if (!network.key().equals("default") && !declared.contains(network.key())) {
                    findings.error(
                            at(service.name(), "networks", network.key()),
                            "compose.unknown-network",
                            "the network %s is not declared under the top-level `networks`"
                                    .formatted(Shown.quoted(network.key())));
                }
            }
        }
    }

    /** Template dialect: a named volume may be used without being declared. */
    private List<DeclaredVolume> volumes(StackSpec spec) {
        Map<String, DeclaredVolume> byKey = new LinkedHashMap<>();
        spec.volumes().forEach(v -> byKey.put(v.key(), v));
        Set<String> told = new HashSet<>();
        for (ServiceSpec service : spec.services()) {
            for (Mount mount : service.mounts()) {
                if (mount instanceof Mount.Volume(String key, var _, var _, var _, var _) && !byKey.containsKey(key)) {
                    byKey.put(key, new DeclaredVolume(key, "", false, "local", Map.of(), Map.of()));
                    if (told.add(key)) {
                        findings.info(
                                at(service.name(), "volumes", key),
                                "compose.undeclared-volume",
                                "the volume %s is not declared under the top-level `volumes`: it is made like one that is"
                                        .formatted(Shown.quoted(key)));
                    }
                }
            }
        }
        return new ArrayList<>(byKey.values());
    }

    private static ServiceSpec oneShot(ServiceSpec service) {
        return with(service, service.lifecycle().asOneShot());
    }

    private static ServiceSpec with(ServiceSpec s, LifecycleSpec lifecycle) {
        return new ServiceSpec(
                s.name(), s.image(), s.process(), s.mounts(), s.networking(), lifecycle, s.runtime(), s.labels());
    }

    private Located at(String service, String key, String name) {
        return place(active, service, key, name);
    }

    /** Where {@code name} stands under a key of a service: the mapping's key, or the item of the list. */
    static Located place(Map<String, Mapping> forms, String service, String key, String name) {
        Mapping form = forms.get(service);
        if (form == null) {
            throw new IllegalStateException("a service that was read has a form: " + service);
        }
        Optional<Node> node = form.get(key);
        if (node.isPresent() && node.get() instanceof Mapping mapping) {
            return mapping.entry(name).<Located>map(Mapping.Entry::key).orElse(mapping);
        }
        if (node.isPresent() && node.get() instanceof Sequence sequence) {
            for (Node item : sequence.items()) {
                if (names(item, name)) {
                    return item;
                }
            }
        }
        return node.<Located>map(n -> n).orElse(form);
    }

    private static boolean names(Node item, String name) {
        return switch (item) {
            case Scalar s -> s.text().equals(name) || s.text().startsWith(name + ":");
            case Mapping m -> m.get("source").filter(n -> names(n, name)).isPresent();
            case Sequence _ -> false;
        };
    }
}

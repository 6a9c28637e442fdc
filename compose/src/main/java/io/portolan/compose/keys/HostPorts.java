package io.portolan.compose.keys;

import io.portolan.compose.report.Findings;
import io.portolan.compose.yaml.Mapping;
import io.portolan.model.Diagnostic;
import io.portolan.model.stack.PortMapping;
import io.portolan.model.stack.ServiceSpec;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Host ports that one file asks for twice. Clashes with anything else are the planner's to find. */
final class HostPorts {
    private static final Set<String> ANY = Set.of("", "0.0.0.0", "::");

    private record Taken(String service, PortMapping mapping) {}

    private final Findings findings;
    private final Map<String, Mapping> forms;

    HostPorts(Findings findings, Map<String, Mapping> forms) {
        this.findings = findings;
        this.forms = forms;
    }

    void check(List<ServiceSpec> services) {
        Map<String, List<Taken>> taken = new HashMap<>();
        for (ServiceSpec service : services) {
            for (PortMapping mapping : service.networking().ports()) {
                if (mapping.hostPort().isPresent() && !mapping.isChoice()) {
                    String port = mapping.hostPort().getAsInt() + "/"
                            + mapping.container().protocol();
                    List<Taken> before = taken.computeIfAbsent(port, k -> new ArrayList<>());
                    before.stream()
                            .filter(t -> clash(t.mapping(), mapping))
                            .findFirst()
                            .ifPresent(t -> report(port, service.name(), mapping, t));
                    before.add(new Taken(service.name(), mapping));
                }
            }
        }
    }

    private static boolean clash(PortMapping a, PortMapping b) {
        String first = a.hostAddress().orElse("");
        String second = b.hostAddress().orElse("");
        return first.equals(second) || ANY.contains(first) || ANY.contains(second);
    }

    private void report(String port, String service, PortMapping mapping, Taken before) {
        String holder = before.service().equals(service) ? "the same service" : "the service " + before.service();
        Mapping form = forms.get(service);
        findings.add(Diagnostic.error(
                        "compose.port-conflict",
                        "services.%s.ports: the host port %s is also asked for by %s".formatted(service, port, holder))
                .at(mapping.position() != null || form == null ? mapping.position() : form.position()));
    }
}

package io.portolan.compose.keys;

import io.portolan.compose.report.Findings;
import io.portolan.compose.yaml.Mapping;
import io.portolan.model.stack.LifecycleSpec.Dependency;
import io.portolan.model.stack.ServiceSpec;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Finds services that wait for each other in a circle, and names the circle. */
final class DependencyCycles {
    private final Findings findings;
    private final Map<String, Mapping> forms;

    DependencyCycles(Findings findings, Map<String, Mapping> forms) {
        this.findings = findings;
        this.forms = forms;
    }

    /** Takes away what waits for nothing that is left, again and again; what cannot be taken away holds a circle. */
    void check(List<ServiceSpec> services) {
        Map<String, List<String>> waits = new LinkedHashMap<>();
        services.forEach(s -> waits.put(
                s.name(),
                s.lifecycle().dependsOn().stream().map(Dependency::service).toList()));
        boolean changed = true;
        while (changed) {
            changed = waits.entrySet().removeIf(e -> e.getValue().stream().noneMatch(waits::containsKey));
        }
        if (!waits.isEmpty()) {
            report(circle(waits));
        }
    }

    /** From any service that is left, every step leads to another one that is left: the first one met twice closes it. */
    private static List<String> circle(Map<String, List<String>> waits) {
        List<String> way = new ArrayList<>();
        Map<String, Integer> met = new HashMap<>();
        String at = waits.keySet().iterator().next();
        while (!met.containsKey(at)) {
            met.put(at, way.size());
            way.add(at);
            at = waits.getOrDefault(at, List.of()).stream()
                    .filter(waits::containsKey)
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException("what is left waits for something that is left"));
        }
        way.add(at);
        return way.subList(met.getOrDefault(at, 0), way.size());
    }

    private void report(List<String> circle) {
        findings.error(
                StackChecks.place(forms, circle.get(0), "depends_on", circle.get(1)),
                "compose.dependency-cycle",
                "a cycle: " + String.join(" → ", circle));
    }
}

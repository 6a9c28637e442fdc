package io.portolan.planner;

import io.portolan.model.Diagnostic;
import io.portolan.model.stack.LifecycleSpec.Dependency;
import io.portolan.model.stack.ServiceSpec;
import io.portolan.planner.Desired.Stack;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The services of a stack, each after those it depends on, otherwise by name. */
record DependencyOrder(List<ServiceSpec> services, List<Diagnostic> diagnostics) {
    static DependencyOrder of(Stack stack) {
        List<Diagnostic> diagnostics = new ArrayList<>();
        Map<String, ServiceSpec> waiting = new TreeMap<>();
        stack.spec().services().forEach(s -> waiting.putIfAbsent(s.name(), s));
        Set<String> all = Set.copyOf(waiting.keySet());
        waiting.values().forEach(s -> diagnostics.addAll(unknown(stack, s, all)));

        List<ServiceSpec> sorted = new ArrayList<>();
        Set<String> done = new HashSet<>();
        while (!waiting.isEmpty()) {
            List<ServiceSpec> next = waiting.values().stream()
                    .filter(s -> s.lifecycle().dependsOn().stream()
                            .map(Dependency::service)
                            .allMatch(d -> done.contains(d) || !all.contains(d)))
                    .toList();
            if (next.isEmpty()) {
                diagnostics.add(Diagnostic.error(
                                "stack.cycle",
                                "services wait for each other in a circle: " + String.join(", ", waiting.keySet()))
                        .about("stack " + stack.name())
                        .suggest("remove one of their depends_on entries"));
                next = List.copyOf(waiting.values());
            }
            for (ServiceSpec service : next) {
                sorted.add(service);
                done.add(service.name());
                waiting.remove(service.name());
            }
        }
        return new DependencyOrder(List.copyOf(sorted), List.copyOf(diagnostics));
    }

    private static List<Diagnostic> unknown(Stack stack, ServiceSpec service, Set<String> all) {
        return service.lifecycle().dependsOn().stream()
                .filter(Dependency::required)
                .filter(d -> !all.contains(d.service()))
                .map(d -> Diagnostic.error(
                                "stack.unknown-dependency",
                                "service %s depends on %s, which the stack does not have"
                                        .formatted(service.name(), d.service()))
                        .about("stack %s, service %s".formatted(stack.name(), service.name())))
                .toList();
    }
}

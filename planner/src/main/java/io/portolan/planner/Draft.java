package io.portolan.planner;

import io.portolan.model.Diagnostic;
import io.portolan.model.route.Domain;
import io.portolan.model.runtime.Cidr;
import io.portolan.planner.Reservations.HostPort;
import io.portolan.planner.Step.Interruption;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** A plan while it is being made. */
final class Draft {
    private final boolean lenient;
    private final Map<String, Step> steps = new LinkedHashMap<>();
    private final Set<Diagnostic> diagnostics = new LinkedHashSet<>();
    private final SortedMap<String, Cidr> subnets = new TreeMap<>();
    private final Set<HostPort> hostPorts = new LinkedHashSet<>();
    private final Set<Domain> domains = new LinkedHashSet<>();

    /** @param lenient what it is about was accepted before, so what would refuse a deploy is told only */
    Draft(boolean lenient) {
        this.lenient = lenient;
    }

    boolean isLenient() {
        return lenient;
    }

    /** Adds a step, or further dependencies to the step of that id, which then stays as it is. Returns the id. */
    String add(String id, Action action, Collection<String> dependsOn, String reason, Interruption interruption) {
        Step present = steps.get(id);
        Set<String> all = new LinkedHashSet<>(present == null ? List.of() : present.dependsOn());
        all.addAll(dependsOn);
        all.remove(id);
        steps.put(
                id,
                present == null
                        ? new Step(id, action, List.copyOf(all), reason, interruption)
                        : new Step(id, present.action(), List.copyOf(all), present.reason(), present.interruption()));
        return id;
    }

    String add(String id, Action action, Collection<String> dependsOn, String reason) {
        return add(id, action, dependsOn, reason, Interruption.NONE);
    }

    boolean has(String id) {
        return steps.containsKey(id);
    }

    void say(Diagnostic diagnostic) {
        diagnostics.add(diagnostic);
    }

    /**
     * Says what refuses a deploy. What a repair or the way back finds of the kind is there already and nobody asks for it
     * now: it is told, and must not keep everything else from being brought up.
     */
    void object(Diagnostic diagnostic) {
        say(lenient ? diagnostic.asDrift() : diagnostic);
    }

    void say(Collection<Diagnostic> more) {
        diagnostics.addAll(more);
    }

    void reserve(String network, Cidr subnet) {
        subnets.put(network, subnet);
    }

    void reserve(HostPort port) {
        hostPorts.add(port);
    }

    void reserve(Domain domain) {
        domains.add(domain);
    }

    Plan finish() {
        List<Diagnostic> said = List.copyOf(diagnostics);
        Reservations reservations = new Reservations(subnets, List.copyOf(hostPorts), List.copyOf(domains));
        return Diagnostic.anyError(said)
                ? new Plan(List.of(), Reservations.none(), said)
                : new Plan(StepOrder.sort(new ArrayList<>(steps.values())), reservations, said);
    }
}

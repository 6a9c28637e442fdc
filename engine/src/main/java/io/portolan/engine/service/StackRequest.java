package io.portolan.engine.service;

import io.portolan.engine.store.PlanRecord;
import io.portolan.model.Diagnostic;
import io.portolan.model.Secret;
import io.portolan.model.stack.Bundle;
import io.portolan.model.stack.StackSpec;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A stack that somebody asks for, its files already understood.
 *
 * @param destination by name; empty for the stack's present one, or {@code default}
 * @param generated values of the generated variables of the file, those the stack has already among them
 * @param spec empty where the files have errors, which then are among the diagnostics
 * @param domains to be added to those the stack has
 * @param joining services to be connected to the destination's network besides those that are
 * @param links to be added to those the stack has
 * @param diagnostics from reading the files; shown with the plan
 */
public record StackRequest(
        String name,
        Optional<String> destination,
        Bundle bundle,
        Map<String, Secret> variables,
        Map<String, Secret> generated,
        Optional<StackSpec> spec,
        List<PlanRecord.RequestedDomain> domains,
        List<String> joining,
        List<WantedLink> links,
        List<Diagnostic> diagnostics) {
    public StackRequest {
        variables = Map.copyOf(variables);
        generated = Map.copyOf(generated);
        domains = List.copyOf(domains);
        joining = List.copyOf(joining);
        links = List.copyOf(links);
        diagnostics = List.copyOf(diagnostics);
    }
}

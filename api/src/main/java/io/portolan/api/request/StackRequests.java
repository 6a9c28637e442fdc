package io.portolan.api.request;

import io.portolan.api.request.PlanRequest.WantedDomain;
import io.portolan.compose.ComposeLoader;
import io.portolan.compose.ComposeOptions;
import io.portolan.compose.ComposeResult;
import io.portolan.compose.MagicVariables;
import io.portolan.compose.NetworkChoices;
import io.portolan.compose.magic.MagicVariable;
import io.portolan.engine.service.StackRequest;
import io.portolan.engine.service.StackService;
import io.portolan.engine.store.PlanRecord.RequestedDomain;
import io.portolan.model.Diagnostic;
import io.portolan.model.Secret;
import io.portolan.model.route.Domain;
import io.portolan.model.stack.Bundle;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/** The one place where the body of a plan becomes the engine's {@link StackRequest}. */
public final class StackRequests {
    private final StackService stacks;
    private final RandomGenerator random;

    /** @param random the source of passwords: must be one that cannot be guessed */
    public StackRequests(StackService stacks, RandomGenerator random) {
        this.stacks = stacks;
        this.random = random;
    }

    /**
     * Reads the files. What is wrong inside them is among the request's diagnostics; what is wrong with the bundle
     * itself is thrown as {@link io.portolan.engine.service.Refused}.
     *
     * @param environment its id
     */
    public StackRequest read(String environment, String name, PlanRequest body) {
        Bundle bundle = BundleReader.read(body);
        List<Diagnostic> diagnostics = new ArrayList<>();
        List<RequestedDomain> domains = domains(body.domains(), diagnostics);
        Map<String, String> filled = magic(environment, name, bundle, body.variables(), domains);
        Map<String, String> variables = new TreeMap<>(filled);
        variables.putAll(body.variables());
        // Compose specification, "Interpolation": files may name what is made after the project's name.
        variables.putIfAbsent("COMPOSE_PROJECT_NAME", name);
        ComposeResult result =
                ComposeLoader.load(bundle, new ComposeOptions(variables, new LinkedHashSet<>(body.profiles())));
        diagnostics.addAll(result.diagnostics());
        Optional<NetworkChoices.Result> chosen = result.spec().map(s -> NetworkChoices.apply(s, body.networks()));
        chosen.ifPresent(c -> diagnostics.addAll(c.diagnostics()));
        return new StackRequest(
                name,
                body.destination(),
                result.effectiveBundle(),
                secrets(body.variables()),
                secrets(generated(filled)),
                chosen.filter(c -> c.diagnostics().isEmpty()).map(NetworkChoices.Result::spec),
                domains,
                body.joinDestination(),
                body.links().stream().map(LinkRequest::wanted).toList(),
                diagnostics);
    }

    private static List<RequestedDomain> domains(List<WantedDomain> wanted, List<Diagnostic> diagnostics) {
        List<RequestedDomain> domains = new ArrayList<>();
        for (WantedDomain one : wanted) {
            Domains.check(one.containerPort())
                    .map(wrong -> wrong.about("domain " + one.url()))
                    .ifPresent(diagnostics::add);
            OptionalInt port = one.containerPort().stream().mapToInt(p -> p).findFirst();
            switch (Domain.parse(one.url())) {
                case Domain.Parsed.Ok ok -> domains.add(new RequestedDomain(one.service(), ok.domain(), port));
                case Domain.Parsed.Wrong wrong -> diagnostics.add(wrong.diagnostic());
            }
        }
        return domains;
    }

    /** What the stack was made with stays; values that the user gives count as made; the rest is made now. */
    private Map<String, String> magic(
            String environment,
            String name,
            Bundle bundle,
            Map<String, String> given,
            List<RequestedDomain> requested) {
        Map<String, String> kept = new TreeMap<>();
        stacks.generatedVariables(environment, name).forEach((variable, value) -> kept.put(variable, value.reveal()));
        given.forEach((variable, value) -> {
            if (MagicVariable.of(variable).isPresent()) {
                kept.putIfAbsent(variable, value);
            }
        });
        Map<String, Domain> domains = new LinkedHashMap<>();
        // In an order of their own, so that a variable does not change from one deploy to the next.
        SortedMap<Domain, String> present = new TreeMap<>(Comparator.comparing(Domain::url));
        present.putAll(stacks.domains(environment, name));
        present.forEach((domain, service) -> domains.putIfAbsent(service, domain));
        requested.forEach(r -> domains.putIfAbsent(r.service(), r.domain()));
        return MagicVariables.fill(bundle, kept, domains, random);
    }

    private static Map<String, String> generated(Map<String, String> filled) {
        Map<String, String> generated = new TreeMap<>(filled);
        generated.keySet().removeIf(n -> MagicVariable.of(n)
                .filter(MagicVariable::isGenerated)
                .isEmpty());
        return generated;
    }

    private static Map<String, Secret> secrets(Map<String, String> values) {
        Map<String, Secret> secrets = new TreeMap<>();
        values.forEach((name, value) -> secrets.put(name, new Secret(value)));
        return secrets;
    }
}

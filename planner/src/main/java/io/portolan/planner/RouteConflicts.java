package io.portolan.planner;

import io.portolan.model.Diagnostic;
import io.portolan.model.route.Domain;
import io.portolan.planner.Desired.RoutedDomain;
import io.portolan.planner.Desired.Stack;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What is wrong with a stack's domains: claimed by somebody else, leading nowhere, or of a kind not carried out. */
final class RouteConflicts {
    private RouteConflicts() {}

    static List<Diagnostic> of(Stack stack, World world) {
        List<Diagnostic> found = new ArrayList<>();
        for (RoutedDomain domain : domains(stack)) {
            if (stack.spec().service(domain.service()).isEmpty()) {
                found.add(noSuchService(stack, domain));
                continue;
            }
            claimed(stack, domain, world).forEach(found::add);
            RedirectChain.circle(domain, world)
                    .map(d -> d.about(resource(stack, domain)))
                    .ifPresent(found::add);
            if (stack.spec()
                    .service(domain.service())
                    .filter(s -> s.lifecycle().oneShot())
                    .isPresent()) {
                found.add(Diagnostic.error(
                                "route.one-shot",
                                "%s leads to service %s, which runs once and ends"
                                        .formatted(domain.domain(), domain.service()))
                        .about(resource(stack, domain)));
            }
            unreachable(stack, domain, world).ifPresent(found::add);
            OptionRules.of(domain, world.desired().proxy()).stream()
                    .map(d -> d.about(resource(stack, domain)))
                    .forEach(found::add);
            if (TargetPort.resolve(stack, domain, world.observed())
                    instanceof TargetPort.Result.Unresolved(Diagnostic diagnostic)) {
                found.add(diagnostic);
            }
        }
        return found;
    }

    private static Optional<Diagnostic> unreachable(Stack stack, RoutedDomain domain, World world) {
        String why =
                switch (RouteTarget.kind(stack, domain.service())) {
                    case NONE -> "which has no network (network_mode: none)";
                    case CONTAINER -> "which is in the network of a container that is not the stack's";
                    case HOST ->
                        RouteTarget.host(world).isEmpty()
                                ? "which is on the host's network, and the proxy has no way to the host yet"
                                : "";
                    case STACK, SERVICE -> "";
                };
        return why.isEmpty()
                ? Optional.empty()
                : Optional.of(Diagnostic.error(
                                "route.unreachable",
                                "%s leads to service %s, %s".formatted(domain.domain(), domain.service(), why))
                        .about(resource(stack, domain)));
    }

    static Diagnostic noSuchService(Stack stack, RoutedDomain domain) {
        List<String> names = stack.spec().serviceNames().stream().sorted().toList();
        return Diagnostic.error(
                        "route.no-such-service",
                        "%s leads to service \"%s\", which stack %s does not have"
                                .formatted(domain.domain(), domain.service(), stack.name()))
                .about("stack " + stack.name())
                .suggest(
                        names.isEmpty() ? "the stack has no services" : "its services are " + String.join(", ", names));
    }

    private static List<Diagnostic> claimed(Stack stack, RoutedDomain domain, World world) {
        List<Diagnostic> found = new ArrayList<>();
        domain.claims().forEach(c -> found.addAll(claimed(stack, domain, c, world)));
        return found;
    }

    private static List<Diagnostic> claimed(Stack stack, RoutedDomain domain, Domain claim, World world) {
        List<Diagnostic> found = new ArrayList<>();
        boolean self = false;
        for (World.RouteClaim rival : world.claimsOf(claim.host())) {
            if (!rival.claimed().claimsSameAs(claim)) {
                continue;
            }
            boolean same =
                    rival.stack().id().equals(stack.id()) && rival.domain().equals(domain);
            // The first occurrence of itself is no rival; a second one is.
            if (same && !self) {
                self = true;
                continue;
            }
            found.add(Diagnostic.error(
                            "route.taken",
                            "%s is claimed by stack %s, service %s already"
                                    .formatted(
                                            claim,
                                            rival.stack().name(),
                                            rival.domain().service()))
                    .about(resource(stack, domain))
                    .suggest("choose another host or path, or remove it there: portolan domain rm "
                            + rival.domain().domain().url()));
        }
        return found;
    }

    /** Routes of other stacks that lose a part of their requests to the stack's: legal, and seldom meant by accident. */
    static List<Diagnostic> shares(Stack stack, World world) {
        List<Diagnostic> found = new ArrayList<>();
        for (RoutedDomain domain : domains(stack)) {
            Stream.of(domain.domain().host(), domain.domain().wildcard())
                    .distinct()
                    .flatMap(host -> world.claimsOf(host).stream())
                    .filter(other -> !other.stack().id().equals(stack.id()))
                    .filter(other -> domain.domain().takesFrom(other.domain().domain()))
                    .map(other -> Diagnostic.info(
                                    "route.takes-part",
                                    "%s takes a part of the requests for %s, which stack %s, service %s answers"
                                            .formatted(
                                                    domain.domain(),
                                                    other.domain().domain(),
                                                    other.stack().name(),
                                                    other.domain().service()))
                            .about(resource(stack, domain)))
                    .forEach(found::add);
        }
        return found;
    }

    /** In an order that does not depend on the input's. */
    static List<RoutedDomain> domains(Stack stack) {
        return stack.domains().stream()
                .sorted(Comparator.comparing((RoutedDomain d) -> d.domain().url())
                        .thenComparing(RoutedDomain::service)
                        .thenComparing(d -> d.containerPort().orElse(0)))
                .toList();
    }

    private static String resource(Stack stack, RoutedDomain domain) {
        return "stack %s, service %s".formatted(stack.name(), domain.service());
    }
}

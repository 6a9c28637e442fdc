package io.portolan.planner;

import io.portolan.model.Diagnostic;
import io.portolan.model.route.Domain;
import io.portolan.model.route.Target;
import io.portolan.planner.Desired.RoutedDomain;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Redirects that lead from one domain of this server to another, and never to a service. */
final class RedirectChain {
    private RedirectChain() {}

    /** An error where whoever follows the redirects of the domain comes by it again. */
    static Optional<Diagnostic> circle(RoutedDomain start, World world) {
        Set<Domain> seen = new LinkedHashSet<>();
        Optional<RoutedDomain> at = Optional.of(start);
        while (at.isPresent() && seen.add(at.get().domain())) {
            RoutedDomain here = at.get();
            at = here.options().redirect().flatMap(r -> next(here, r, world));
        }
        return at.filter(d -> d.domain().equals(start.domain()) && seen.size() > 1)
                .map(d -> Diagnostic.error(
                                "route.redirect-loop",
                                "%s would be redirected in a circle: %s"
                                        .formatted(
                                                start.domain(),
                                                seen.stream().map(Domain::url).collect(Collectors.joining(" → "))))
                        .suggest("let one of them lead to its service"));
    }

    /** The domain that answers where a redirect sends visitors to, if it is one of this server's. */
    private static Optional<RoutedDomain> next(RoutedDomain from, Target.Redirect redirect, World world) {
        String host = redirect.host().orElse(from.domain().host());
        Domain asked = new Domain(
                redirect.scheme(), host, redirect.path().orElse(from.domain().path()));
        return world.claimsOf(host).stream()
                .filter(c -> c.claimed().claimsSameAs(asked) || asked.takesFrom(c.claimed()))
                .max(Comparator.comparingInt(c -> c.claimed().path().length()))
                .map(World.RouteClaim::domain);
    }
}

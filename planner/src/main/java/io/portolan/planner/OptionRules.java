package io.portolan.planner;

import io.portolan.model.Diagnostic;
import io.portolan.model.route.Domain;
import io.portolan.model.route.Middlewares;
import io.portolan.model.route.ProxyLimit;
import io.portolan.model.route.RouteOptions;
import io.portolan.model.route.Target;
import io.portolan.model.route.Www;
import io.portolan.planner.Desired.ProxySettings;
import io.portolan.planner.Desired.RoutedDomain;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Options of a domain that contradict it, each other, or what the proxy can do. */
final class OptionRules {
    private static final String PLAIN = "http";

    private OptionRules() {}

    static List<Diagnostic> of(RoutedDomain routed, ProxySettings proxy) {
        Domain domain = routed.domain();
        RouteOptions options = routed.options();
        List<Diagnostic> found = new ArrayList<>();
        if (options.edge().endsTls()) {
            edge(domain, options, proxy, found);
        } else {
            direct(domain, options, found);
        }
        if (options.www() != Www.OFF && domain.host().startsWith("*.")) {
            found.add(Diagnostic.error(
                            "route.www-wildcard",
                            "%s stands for many hosts, which have no www of their own".formatted(domain))
                    .suggest("leave --www out, or give a domain for the host that should have it"));
        }
        if (options.middlewares().stripPrefix() && domain.path().equals("/")) {
            found.add(Diagnostic.error(
                            "route.nothing-to-strip", "%s has no path that could be stripped".formatted(domain))
                    .suggest("leave --strip-prefix out, or give a path: %s/api".formatted(domain)));
        }
        options.redirect().ifPresent(r -> redirect(domain, options, r, found));
        return found;
    }

    private static void edge(Domain domain, RouteOptions options, ProxySettings proxy, List<Diagnostic> found) {
        if (domain.scheme().equals(PLAIN)) {
            found.add(Diagnostic.error(
                            "route.edge-scheme",
                            "TLS of %s ends at the edge, so visitors come by https".formatted(domain))
                    .suggest("give https%s".formatted(domain.url().substring(PLAIN.length()))));
        }
        if (options.forceHttps()) {
            found.add(Diagnostic.info(
                    "route.edge-redirects",
                    "%s is not redirected to https here: the edge is the one to do it, and both would send visitors round in a circle"
                            .formatted(domain)));
        }
        if (proxy.limits().contains(ProxyLimit.TRUSTS_NO_PEERS)
                && !proxy.edges().isEmpty()) {
            found.add(Diagnostic.error(
                            "route.edge-unknown-to-proxy",
                            "the proxy (%s, %s) is of a version that cannot tell visitors behind an edge apart, so %s cannot be behind one"
                                    .formatted(proxy.kind(), proxy.image(), domain))
                    .suggest(
                            "use another proxy: portolan proxy use haproxy, or a newer image: portolan proxy upgrade"));
        }
    }

    private static void direct(Domain domain, RouteOptions options, List<Diagnostic> found) {
        if (!domain.scheme().equals(PLAIN)) {
            found.add(Diagnostic.error(
                            "route.https",
                            "certificates are not carried out by this version, so %s cannot be served"
                                    .formatted(domain))
                    .suggest("give http%s, or --edge proxied where TLS ends in front of this server"
                            .formatted(domain.url().substring("https".length()))));
        } else if (options.forceHttps()) {
            found.add(Diagnostic.error(
                            "route.nothing-secured",
                            "%s is served without TLS, so nobody can be sent there".formatted(domain))
                    .suggest("give https%s".formatted(domain.url().substring(PLAIN.length()))));
        }
    }

    private static void redirect(
            Domain domain, RouteOptions options, Target.Redirect redirect, List<Diagnostic> found) {
        Set<String> hosts = options.claims(domain).stream().map(Domain::host).collect(Collectors.toSet());
        boolean same =
                redirect.host().isEmpty() || hosts.contains(redirect.host().get());
        // Behind an edge that ends TLS both schemes come to the same route.
        boolean comesBack =
                redirect.scheme().equals(domain.scheme()) || options.edge().endsTls();
        boolean back = same && redirect.path().isEmpty() && comesBack;
        boolean within = same && redirect.path().filter(p -> isUnder(p, domain)).isPresent();
        if (back || within) {
            found.add(Diagnostic.error("route.redirect-loop", "%s would be redirected to itself".formatted(domain))
                    .suggest("redirect it to another host, or to a path that it does not answer"));
        }
        if (!options.middlewares()
                .equals(Middlewares.none().allowing(options.middlewares().allow()))) {
            found.add(Diagnostic.info(
                    "route.redirect-only",
                    "%s is redirected: of its other options only the allow-list has an effect".formatted(domain)));
        }
    }

    private static boolean isUnder(String path, Domain domain) {
        return domain.path().equals("/") || path.equals(domain.path()) || path.startsWith(domain.path() + "/");
    }
}

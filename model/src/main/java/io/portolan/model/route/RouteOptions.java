package io.portolan.model.route;

import io.portolan.model.route.Target.Protocol;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * How a domain is served, beside where it leads. A domain's own, whatever revision of its stack runs.
 *
 * @param forceHttps visitors without TLS are sent to https
 * @param sticky a visitor stays with one container
 * @param responseTimeout until the head of an answer; empty: {@link Target.Service#RESPONSE_TIMEOUT}
 * @param redirect visitors are sent there; the service is not asked
 */
public record RouteOptions(
        Www www,
        Edge edge,
        boolean forceHttps,
        Protocol protocol,
        boolean sticky,
        Optional<Duration> responseTimeout,
        Optional<Target.Redirect> redirect,
        Middlewares middlewares) {
    private static final String WWW = "www.";

    public static RouteOptions none() {
        return new RouteOptions(
                Www.OFF,
                Edge.DIRECT,
                false,
                Protocol.HTTP,
                false,
                Optional.empty(),
                Optional.empty(),
                Middlewares.none());
    }

    public RouteOptions www(Www newWww) {
        return new RouteOptions(newWww, edge, forceHttps, protocol, sticky, responseTimeout, redirect, middlewares);
    }

    public RouteOptions behind(Edge newEdge) {
        return new RouteOptions(www, newEdge, forceHttps, protocol, sticky, responseTimeout, redirect, middlewares);
    }

    public RouteOptions forcingHttps() {
        return new RouteOptions(www, edge, true, protocol, sticky, responseTimeout, redirect, middlewares);
    }

    public RouteOptions with(Middlewares newMiddlewares) {
        return new RouteOptions(www, edge, forceHttps, protocol, sticky, responseTimeout, redirect, newMiddlewares);
    }

    public RouteOptions redirecting(Target.Redirect to) {
        return new RouteOptions(www, edge, forceHttps, protocol, sticky, responseTimeout, Optional.of(to), middlewares);
    }

    /** The hosts that a domain with these options answers or sends elsewhere: its own, and the other of a www pair. */
    public List<Domain> claims(Domain domain) {
        return www == Www.OFF ? List.of(domain) : List.of(domain, counterpart(domain));
    }

    /** The other one of {@code example.com} and {@code www.example.com}. */
    public static Domain counterpart(Domain domain) {
        String host = domain.host();
        String other = host.startsWith(WWW) ? host.substring(WWW.length()) : WWW + host;
        return new Domain(domain.scheme(), other, domain.path());
    }

    /** The one of the pair that the service answers at; the domain itself where both are served. */
    public Domain canonical(Domain domain) {
        boolean hasWww = domain.host().startsWith(WWW);
        boolean swapped = (www == Www.TO_WWW && !hasWww) || (www == Www.TO_NON_WWW && hasWww);
        return swapped ? counterpart(domain) : domain;
    }
}

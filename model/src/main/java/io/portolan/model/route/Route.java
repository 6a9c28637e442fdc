package io.portolan.model.route;

import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * A domain and what answers it.
 *
 * @param domain its scheme is what visitors use, and what the service is told ({@code X-Forwarded-Proto})
 * @param entries where requests for it come in. Only one for most: that of the scheme. Both, where an edge in front ends TLS and
 *     may come either way
 * @param owner for people: {@code blog/wordpress}
 */
public record Route(Domain domain, Set<Entry> entries, String owner, Target target, Middlewares middlewares) {
    public Route {
        Objects.requireNonNull(domain, "domain");
        if (entries.isEmpty()) {
            throw new IllegalArgumentException("a route has an entry: " + domain);
        }
        entries = Collections.unmodifiableSet(EnumSet.copyOf(entries));
    }

    /** To containers, as they come. */
    public Route(Domain domain, String owner, List<Upstream> upstreams) {
        this(domain, owner, Target.Service.at(upstreams), Middlewares.none());
    }

    /** Visitors come straight to the proxy. */
    public Route(Domain domain, String owner, Target target, Middlewares middlewares) {
        this(domain, Set.of(entry(domain)), owner, target, middlewares);
    }

    private static Entry entry(Domain domain) {
        return domain.scheme().equals("https") ? Entry.HTTPS : Entry.HTTP;
    }

    /** The containers that answer; none for a redirect. */
    public List<Upstream> upstreams() {
        return switch (target) {
            case Target.Service service -> service.upstreams();
            case Target.Redirect _ -> List.of();
        };
    }

    /** The same, answered by other containers; a redirect stays what it is. */
    public Route leadingTo(List<Upstream> others) {
        return switch (target) {
            case Target.Service service -> new Route(domain, entries, owner, service.with(others), middlewares);
            case Target.Redirect _ -> this;
        };
    }

    /**
     * A container's unique engine name and port on a network that the proxy is on.
     *
     * @param host resolved by the engine's DNS from inside the proxy
     */
    public record Upstream(String host, int port) {
        @Override
        public String toString() {
            return host + ":" + port;
        }
    }
}

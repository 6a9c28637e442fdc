package io.portolan.model.route;

import io.portolan.model.runtime.AddressBlock;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * All that a proxy serves, in no proxy's terms. Kept sorted, so equal configurations are equal values.
 *
 * @param routes host and path are there once at each entry
 * @param certificates where several have a name, the first one is shown
 * @param trustedPeers of whom it is believed what they say about the visitor ({@code X-Forwarded-For}, {@code -Proto}, {@code
 *     -Host}): proxies in front of this one. Of all others those headers are replaced
 */
public record ProxyConfig(List<Route> routes, List<Certificate> certificates, List<AddressBlock> trustedPeers) {
    public ProxyConfig {
        routes = routes.stream()
                .sorted(Comparator.comparing((Route r) -> r.domain().host())
                        .thenComparing(r -> r.domain().path())
                        .thenComparing(r -> r.domain().scheme()))
                .toList();
        certificates = certificates.stream()
                .sorted(Comparator.comparing(Certificate::id))
                .toList();
        trustedPeers = trustedPeers.stream()
                .distinct()
                .sorted(Comparator.comparing(AddressBlock::toString))
                .toList();
        requireDistinct(routes);
    }

    public ProxyConfig(List<Route> routes) {
        this(routes, List.of(), List.of());
    }

    public static ProxyConfig empty() {
        return new ProxyConfig(List.of());
    }

    /** The same with other routes. */
    public ProxyConfig with(List<Route> others) {
        return new ProxyConfig(others, certificates, trustedPeers);
    }

    private static void requireDistinct(List<Route> routes) {
        Set<Claim> claimed = HashSet.newHashSet(2 * routes.size());
        for (Route route : routes) {
            for (Entry entry : route.entries()) {
                if (!claimed.add(
                        new Claim(entry, route.domain().host(), route.domain().path()))) {
                    throw new IllegalArgumentException("two routes claim "
                            + route.domain().host() + route.domain().path() + " at " + entry
                            + ": the planner lets only one of them through");
                }
            }
        }
    }

    private record Claim(Entry entry, String host, String path) {}
}

package io.portolan.model.route;

import java.util.Comparator;
import java.util.List;

/** All that a proxy serves, in no proxy's terms. Routes are kept sorted, so equal configurations are equal values. */
public record ProxyConfig(List<Route> routes) {
    public ProxyConfig {
        routes = routes.stream()
                .sorted(Comparator.comparing((Route r) -> r.domain().host())
                        .thenComparing(r -> r.domain().path())
                        .thenComparing(r -> r.domain().scheme()))
                .toList();
    }

    public static ProxyConfig empty() {
        return new ProxyConfig(List.of());
    }
}

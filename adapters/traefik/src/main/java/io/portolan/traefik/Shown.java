package io.portolan.traefik;

import io.portolan.model.route.Certificate;
import io.portolan.model.route.Entry;
import io.portolan.model.route.ProxyConfig;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The certificates that Traefik is given. Of several that have a name it shows the one whose names come last in the
 * alphabet, and cannot be told otherwise. So one is left out that shares a name with an earlier one, unless a route
 * needs its other names: then either may be shown, and both are valid.
 */
final class Shown {
    private Shown() {}

    static List<Certificate> of(ProxyConfig config) {
        Set<String> named = new HashSet<>();
        List<Certificate> shown = new ArrayList<>();
        for (Certificate certificate : config.certificates()) {
            boolean shares = certificate.names().stream().anyMatch(named::contains);
            boolean needed = certificate.names().stream().anyMatch(n -> !named.contains(n) && isAskedFor(n, config));
            if (!shares || needed) {
                shown.add(certificate);
                named.addAll(certificate.names());
            }
        }
        return shown;
    }

    private static boolean isAskedFor(String name, ProxyConfig config) {
        return config.routes().stream()
                .filter(r -> r.entries().contains(Entry.HTTPS))
                .map(r -> r.domain())
                .anyMatch(d -> d.host().equals(name) || d.wildcard().equals(name));
    }
}

package io.portolan.traefik;

import io.portolan.model.route.Domain;

/** When a router of Traefik takes a request, and before which others. */
final class Rule {
    private static final int EXACT = 100_000_000;
    private static final int LABEL = 500_000;

    /** Below all routes. */
    static final int LAST = 1;

    private Rule() {}

    static String of(Domain domain) {
        String host = host(domain.host());
        return domain.path().equals("/") ? host : host + " && " + path(domain.path());
    }

    /** Exact hosts come before wildcards, longer wildcards and paths first. */
    static int priority(Domain domain) {
        String host = domain.host();
        long labels = host.chars().filter(c -> c == '.').count();
        int path = Math.min(domain.path().length(), LABEL - 1);
        return host.startsWith("*.") ? Math.toIntExact(labels) * LABEL + path + LAST : EXACT + path;
    }

    private static String host(String host) {
        return host.startsWith("*.")
                ? "HostRegexp(" + quoted("^[^.]+" + host.substring(1).replace(".", "\\.") + "\\.?$") + ")"
                : "Host(" + quoted(host) + ")";
    }

    /** Whole segments: a prefix alone would take /shopping for /shop. */
    private static String path(String path) {
        String asRouted = path.replace("%", "%25").replace("?", "%3F").replace("#", "%23");
        return "(Path(" + quoted(asRouted) + ") || PathPrefix(" + quoted(asRouted + "/") + "))";
    }

    /** Rules are parsed as Go expressions: raw text, unless the quotation mark itself is in it. */
    private static String quoted(String text) {
        return text.contains("`") ? "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"" : "`" + text + "`";
    }
}

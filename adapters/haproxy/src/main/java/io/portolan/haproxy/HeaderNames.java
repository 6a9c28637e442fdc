package io.portolan.haproxy;

import io.portolan.model.route.ProxyConfig;
import io.portolan.model.route.Route;
import java.util.Collection;
import java.util.Locale;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * The names of headers that any route changes. HAProxy wants them in its rules, so a name that nobody had used needs a
 * reload; their values are in a map.
 */
record HeaderNames(SortedSet<String> request, SortedSet<String> response) {
    static final String REQUEST = "request";
    static final String RESPONSE = "response";
    static final String SET = "=";
    static final String REMOVE = "-";

    static HeaderNames of(ProxyConfig config) {
        return new HeaderNames(
                names(config, r -> r.middlewares().headers().request().keySet()),
                names(config, r -> r.middlewares().headers().response().keySet()));
    }

    private static SortedSet<String> names(ProxyConfig config, Function<Route, Collection<String>> of) {
        SortedSet<String> names = new TreeSet<>();
        config.routes().forEach(r -> of.apply(r).forEach(n -> names.add(n.toLowerCase(Locale.ROOT))));
        return names;
    }

    String requestRules(String files) {
        return rules("http-request", REQUEST, request, files);
    }

    String responseRules(String files) {
        return rules("http-response", RESPONSE, response, files);
    }

    private static String rules(String directive, String direction, SortedSet<String> names, String files) {
        StringBuilder rules = new StringBuilder();
        for (String name : names) {
            String rule = "    " + directive + " ";
            String condition = " if !{ var(txn.headers) -m str . } ";
            rules.append(rule)
                    .append("unset-var(txn.header)\n")
                    .append(rule)
                    .append("set-var(txn.header) var(txn.headers),concat(:" + direction + ":" + name + "),map_str(")
                    .append(files)
                    .append("/" + Maps.HEADERS + ")" + condition + "\n")
                    .append(rule)
                    .append("del-header " + name + " if { var(txn.header) -m found }\n")
                    .append(rule)
                    .append("set-header " + name + " %[var(txn.header),bytes(1)] if { var(txn.header) -m beg " + SET
                            + " }\n");
        }
        return rules.toString();
    }
}

package io.portolan.haproxy;

import io.portolan.model.route.Domain;
import io.portolan.model.route.Entry;
import io.portolan.model.route.Route;
import io.portolan.model.route.Target;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A route as a line of {@code routes.map}. Its fields, with a dot for what there is not: what answers (a backend's name, or
 * a redirect's status), the scheme that the service is told, segments to strip, addresses, users, bytes of a body, headers; of a redirect the scheme, host, port with its colon, and path.
 *
 * @param backend null: nothing runs
 */
record RouteLine(Route route, @Nullable Integer backend, String allow, String users, String headers) {
    static final String NOTHING = ".";

    /**
     * The longest key that a request begins with is the one that is found: a slash at the end of both makes sure that
     * segments are whole.
     */
    static String key(Entry entry, Domain domain) {
        return entry.name().toLowerCase(Locale.ROOT) + ":" + domain.host() + inFile(domain.path())
                + (domain.path().equals("/") ? "" : "/");
    }

    static String backendName(int number) {
        return "b" + number;
    }

    String render() {
        List<String> fields =
                switch (route.target()) {
                    case Target.Service _ -> fields(backend == null ? NOTHING : backendName(backend));
                    case Target.Redirect redirect -> {
                        List<String> all = new java.util.ArrayList<>(fields(redirect.permanent() ? "308" : "307"));
                        all.add(redirect.scheme());
                        all.add(redirect.host().orElse(NOTHING));
                        all.add(
                                redirect.port().isPresent()
                                        ? ":" + redirect.port().getAsInt()
                                        : "");
                        all.add(redirect.path().map(RouteLine::inFile).orElse(NOTHING));
                        yield all;
                    }
                };
        return String.join("|", fields);
    }

    private List<String> fields(String answers) {
        return List.of(
                answers,
                route.domain().scheme(),
                route.middlewares().stripPrefix() ? Long.toString(depth(route.domain())) : "0",
                allow,
                users,
                route.middlewares().maxBody().isPresent()
                        ? Long.toString(route.middlewares().maxBody().getAsLong())
                        : NOTHING,
                headers);
    }

    /** How many segments the path has. */
    static int depth(Domain domain) {
        return domain.path().equals("/")
                ? 0
                : (int) domain.path().chars().filter(c -> c == '/').count();
    }

    /** A key ends at the first blank, and a bar parts fields. */
    private static String inFile(String path) {
        return Words.printable(path).replace(" ", "%20").replace("|", "%7C");
    }
}

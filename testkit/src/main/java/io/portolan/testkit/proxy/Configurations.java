package io.portolan.testkit.proxy;

import io.portolan.model.route.Domain;
import io.portolan.model.route.Route;
import io.portolan.model.route.Route.Upstream;
import java.util.Arrays;

/** Short ways to say what a test is about. */
public final class Configurations {
    private Configurations() {}

    /** @param upstreams {@code host:port} */
    public static Route route(String url, String... upstreams) {
        return new Route(
                domain(url),
                "test/web",
                Arrays.stream(upstreams).map(Configurations::upstream).toList());
    }

    public static Domain domain(String url) {
        return switch (Domain.parse(url)) {
            case Domain.Parsed.Ok(Domain domain) -> domain;
            case Domain.Parsed.Wrong(var diagnostic) -> throw new IllegalArgumentException(diagnostic.toString());
        };
    }

    public static Upstream upstream(String text) {
        int colon = text.lastIndexOf(':');
        return new Upstream(text.substring(0, colon), Integer.parseInt(text.substring(colon + 1)));
    }
}

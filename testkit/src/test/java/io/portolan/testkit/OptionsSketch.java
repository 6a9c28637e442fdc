package io.portolan.testkit;

import io.portolan.model.route.Edge;
import io.portolan.model.route.Middlewares;
import io.portolan.model.route.RouteOptions;
import io.portolan.model.route.Target;
import io.portolan.model.route.Www;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Options of a domain in a few words: {@code to-www proxied force-https strip-prefix redirect=b.example.com/x}. */
final class OptionsSketch {
    private OptionsSketch() {}

    static RouteOptions options(List<String> words) {
        RouteOptions options = RouteOptions.none();
        Middlewares middlewares = Middlewares.none();
        for (String word : words) {
            switch (word) {
                case "www", "to-www", "to-non-www" -> options = options.www(www(word));
                case "proxied" -> options = options.behind(Edge.PROXIED);
                case "tunnel" -> options = options.behind(Edge.TUNNEL);
                case "force-https" -> options = options.forcingHttps();
                case "strip-prefix" -> middlewares = middlewares.strippingPrefix();
                default -> options = options.redirecting(redirect(word));
            }
        }
        return options.with(middlewares);
    }

    private static Www www(String word) {
        return switch (word) {
            case "to-www" -> Www.TO_WWW;
            case "to-non-www" -> Www.TO_NON_WWW;
            default -> Www.BOTH;
        };
    }

    private static Target.Redirect redirect(String word) {
        if (!word.startsWith("redirect=")) {
            throw new IllegalArgumentException("not an option of a domain: " + word);
        }
        List<String> parts = Arrays.asList(word.substring("redirect=".length()).split("/", 2));
        return new Target.Redirect(
                "http",
                Optional.of(parts.getFirst()),
                OptionalInt.empty(),
                parts.size() > 1 ? Optional.of("/" + parts.get(1)) : Optional.empty(),
                true);
    }
}

package io.portolan.engine.service;

import io.portolan.engine.view.RouteOptionsView;
import io.portolan.model.route.Credential;
import io.portolan.model.route.Middlewares;
import io.portolan.model.route.Route;
import io.portolan.model.route.RouteOptions;
import io.portolan.model.route.Target;
import java.util.Locale;
import java.util.Optional;

/** Shows how domains are served. */
final class RouteOptionViews {
    private RouteOptionViews() {}

    static RouteOptionsView of(RouteOptions options) {
        Middlewares middlewares = options.middlewares();
        return new RouteOptionsView(
                word(options.www()),
                word(options.edge()),
                options.forceHttps(),
                middlewares.stripPrefix(),
                middlewares.compress(),
                options.sticky(),
                word(options.protocol()),
                options.responseTimeout()
                        .orElse(Target.Service.RESPONSE_TIMEOUT)
                        .toSeconds(),
                middlewares.maxBody().isPresent()
                        ? Optional.of(middlewares.maxBody().getAsLong())
                        : Optional.empty(),
                options.redirect().map(r -> url(r, "")),
                middlewares.credentials().stream().map(Credential::user).toList(),
                middlewares.allow().stream().map(Object::toString).toList(),
                middlewares.headers().request(),
                middlewares.headers().response());
    }

    /** Where the visitors of a route are sent. */
    static Optional<String> redirect(Route route) {
        return switch (route.target()) {
            case Target.Service _ -> Optional.empty();
            case Target.Redirect redirect ->
                Optional.of(url(redirect, route.domain().host()));
        };
    }

    private static String url(Target.Redirect redirect, String askedFor) {
        return redirect.scheme() + "://" + redirect.host().orElse(askedFor)
                + (redirect.port().isPresent() ? ":" + redirect.port().getAsInt() : "")
                + redirect.path().orElse("");
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}

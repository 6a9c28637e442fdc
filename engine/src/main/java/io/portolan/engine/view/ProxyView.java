package io.portolan.engine.view;

import java.util.List;

/**
 * The HTTP proxy of the server.
 *
 * @param state {@code serving}, {@code starting}, {@code missing} or {@code unknown}
 * @param kinds that can be used
 * @param networks that it is on
 * @param limits what its version cannot do, in words
 */
public record ProxyView(
        String kind,
        String image,
        String container,
        String state,
        int httpPort,
        int httpsPort,
        int routes,
        boolean countsInFlight,
        List<String> limits,
        List<String> networks,
        List<String> kinds) {}

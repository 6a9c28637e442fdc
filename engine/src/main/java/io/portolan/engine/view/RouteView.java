package io.portolan.engine.view;

import java.util.List;
import java.util.Optional;

/**
 * @param upstreams {@code name:port}
 * @param redirect where visitors are sent instead
 * @param live whether the proxy serves it as it stands here
 */
public record RouteView(
        String url, String stack, String service, List<String> upstreams, Optional<String> redirect, boolean live) {}

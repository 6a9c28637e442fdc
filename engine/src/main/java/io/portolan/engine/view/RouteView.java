package io.portolan.engine.view;

import java.util.List;

/**
 * @param upstreams {@code name:port}
 * @param live whether the proxy serves it as it stands here
 */
public record RouteView(String url, String stack, String service, List<String> upstreams, boolean live) {}

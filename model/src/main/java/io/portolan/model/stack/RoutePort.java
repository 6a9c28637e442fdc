package io.portolan.model.stack;

/**
 * A service's public container port as the file declares it for routing.
 *
 * @param source where it was found, for people: {@code SERVICE_URL_WORDPRESS_8080}, {@code "# port:" header}
 */
public record RoutePort(String service, int port, String source) {}

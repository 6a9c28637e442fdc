package io.portolan.engine.view;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How a domain is served. Passwords are not shown.
 *
 * @param www {@code off}, {@code both}, {@code to-www} or {@code to-non-www}
 * @param edge {@code direct}, {@code proxied} or {@code tunnel}
 * @param protocol that the service speaks: {@code http} or {@code h2c}
 * @param responseTimeoutSeconds until the head of an answer
 * @param redirect the URL that visitors are sent to
 * @param users who may pass with a password; empty: everybody
 * @param allow addresses that may pass; empty: all
 */
public record RouteOptionsView(
        String www,
        String edge,
        boolean forceHttps,
        boolean stripPrefix,
        boolean compress,
        boolean sticky,
        String protocol,
        long responseTimeoutSeconds,
        Optional<Long> maxBodyBytes,
        Optional<String> redirect,
        List<String> users,
        List<String> allow,
        Map<String, String> requestHeaders,
        Map<String, String> responseHeaders) {}

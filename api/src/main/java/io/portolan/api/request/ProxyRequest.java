package io.portolan.api.request;

import java.util.Optional;

/**
 * Another HTTP proxy.
 *
 * @param kind absent: the one that serves
 * @param image absent: the one that the kind's adapter is written for
 */
public record ProxyRequest(Optional<String> kind, Optional<String> image) {}

package io.portolan.engine.store;

import java.util.Optional;

/**
 * Which HTTP proxy a server has.
 *
 * @param image empty: the one that its adapter is written for
 */
public record ProxyChoice(String kind, Optional<String> image) {}

package io.portolan.engine.service;

import io.portolan.model.route.Domain;
import io.portolan.model.route.RouteOptions;
import java.util.Optional;

/**
 * A domain as a person asks for it.
 *
 * @param containerPort where it cannot be told from the file and the image, or another one is meant
 */
public record WantedDomain(
        String stack, String service, Domain domain, Optional<Integer> containerPort, RouteOptions options) {}

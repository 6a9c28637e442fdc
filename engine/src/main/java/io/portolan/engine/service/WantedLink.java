package io.portolan.engine.service;

import io.portolan.model.stack.ContainerPort;
import java.util.Optional;

/**
 * A link that a stack is to have.
 *
 * @param service the consumer; may be left out of a stack that has one
 * @param provider name of the other stack
 * @param providerService may be left out of a stack that has one
 * @param port empty for the one that a recognised database is known to have
 * @param prefix of the names of the variables; empty for the provider's service in capitals
 */
public record WantedLink(
        Optional<String> service,
        String provider,
        Optional<String> providerService,
        Optional<ContainerPort> port,
        Optional<String> prefix) {}

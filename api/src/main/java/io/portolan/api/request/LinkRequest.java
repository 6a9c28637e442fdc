package io.portolan.api.request;

import io.portolan.engine.service.WantedLink;
import io.portolan.model.stack.ContainerPort;
import io.portolan.model.stack.Protocol;
import java.util.Optional;

/**
 * A link that a stack is to have, as the client says it.
 *
 * @param service the consumer; may be left out of a stack that has one
 * @param provider the other stack, by name
 * @param providerService may be left out of a stack that has one
 * @param containerPort of the provider; may be left out where it is a known database
 * @param prefix of the names of the variables; the provider's service in capitals if empty
 */
public record LinkRequest(
        Optional<String> service,
        String provider,
        Optional<String> providerService,
        Optional<Integer> containerPort,
        Optional<String> prefix) {
    /** As the engine takes it; throws {@link io.portolan.engine.service.Refused} where the port is none. */
    public WantedLink wanted() {
        return new WantedLink(
                service,
                provider,
                providerService,
                Domains.port(containerPort).map(p -> new ContainerPort(p, Protocol.TCP)),
                prefix);
    }
}

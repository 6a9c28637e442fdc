package io.portolan.model.runtime;

import io.portolan.model.stack.Endpoint;
import io.portolan.model.stack.NameResolution.Link;
import java.util.List;
import java.util.Objects;

/**
 * Membership of a container in a network.
 *
 * @param gatewayPriority where the engine knows it (API 1.48), the highest one is the default route; elsewhere the
 *     network whose name sorts first is
 * @param endpoint what the file asks of its place there
 * @param links names that this container alone has for others on the network
 */
public record Attachment(
        String network, List<String> aliases, int gatewayPriority, Endpoint endpoint, List<Link> links) {
    public Attachment {
        Objects.requireNonNull(network, "network");
        aliases = List.copyOf(aliases);
        Objects.requireNonNull(endpoint, "endpoint");
        links = List.copyOf(links);
    }

    public Attachment(String network, List<String> aliases, int gatewayPriority) {
        this(network, aliases, gatewayPriority, Endpoint.any(), List.of());
    }
}

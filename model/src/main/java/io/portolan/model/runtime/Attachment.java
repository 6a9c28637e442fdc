package io.portolan.model.runtime;

import java.util.List;
import java.util.Objects;

/**
 * Membership of a container in a network.
 *
 * @param gatewayPriority where the engine knows it (API 1.48), the highest one is the default route; elsewhere the
 *     network whose name sorts first is
 */
public record Attachment(String network, List<String> aliases, int gatewayPriority) {
    public Attachment {
        Objects.requireNonNull(network, "network");
        aliases = List.copyOf(aliases);
    }
}

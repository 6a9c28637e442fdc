package io.portolan.model.runtime;

import io.portolan.model.stack.ContainerPort;
import java.util.Objects;
import java.util.OptionalInt;

/**
 * A host port of a container.
 *
 * @param hostAddress {@code 0.0.0.0} for all IPv4 addresses
 * @param hostPort empty where the engine may choose
 */
public record PublishedPort(String hostAddress, OptionalInt hostPort, ContainerPort container) {
    public PublishedPort {
        Objects.requireNonNull(hostAddress, "hostAddress");
        Objects.requireNonNull(container, "container");
    }
}

package io.portolan.model.stack;

import io.portolan.model.Position;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * A host port that leads to a container port. Ranges are expanded: one mapping is one port.
 *
 * @param hostAddress the address to bind; empty for the server's policy
 * @param hostPort empty where the engine may choose (a container-only port such as {@code - 3000})
 * @param position where the author wrote it; not part of what the service is
 */
public record PortMapping(
        Optional<String> hostAddress,
        OptionalInt hostPort,
        ContainerPort container,
        @Nullable Position position) {
    public PortMapping {
        Objects.requireNonNull(container, "container");
    }
}

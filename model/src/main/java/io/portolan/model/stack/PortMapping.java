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
 * @param lastHostPort where any one free port from {@code hostPort} to this one will do; the planner chooses it
 * @param position where the author wrote it; not part of what the service is
 */
public record PortMapping(
        Optional<String> hostAddress,
        OptionalInt hostPort,
        OptionalInt lastHostPort,
        ContainerPort container,
        @Nullable Position position) {
    public PortMapping {
        Objects.requireNonNull(container, "container");
        // Documents of before there were such ranges have none.
        lastHostPort = Objects.requireNonNullElseGet(lastHostPort, OptionalInt::empty);
    }

    public PortMapping(
            Optional<String> hostAddress, OptionalInt hostPort, ContainerPort container, @Nullable Position position) {
        this(hostAddress, hostPort, OptionalInt.empty(), container, position);
    }

    /** Whether one of several host ports will do. */
    public boolean isChoice() {
        return lastHostPort.isPresent();
    }

    /** With the host port that was chosen. */
    public PortMapping at(int port) {
        return new PortMapping(hostAddress, OptionalInt.of(port), container, position);
    }
}

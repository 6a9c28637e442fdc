package io.portolan.model.stack;

import java.util.Objects;

/**
 * Whose network a service uses.
 *
 * @param of the service's name, or the engine's name of a container of somebody else; "" for the other kinds
 */
public record NetworkMode(Kind kind, String of) {
    public enum Kind {
        /** The networks of its stack. */
        STACK,
        /** That of the host itself: its ports are the host's. */
        HOST,
        /** None but the loopback. */
        NONE,
        /** That of another service of the stack: the two reach each other on localhost. */
        SERVICE,
        /** That of a container that is not the stack's. */
        CONTAINER
    }

    public NetworkMode {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(of, "of");
    }

    public static NetworkMode ofStack() {
        return new NetworkMode(Kind.STACK, "");
    }

    public boolean isOfStack() {
        return kind == Kind.STACK;
    }

    /** Whether the ports it listens on are also somebody else's, so that two of it would fight for them. */
    public boolean sharesPorts() {
        return switch (kind) {
            case HOST, SERVICE, CONTAINER -> true;
            case STACK, NONE -> false;
        };
    }
}

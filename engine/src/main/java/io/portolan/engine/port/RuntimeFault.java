package io.portolan.engine.port;

import java.util.Objects;

/** The container engine refused, or could not be reached. The message says what was tried and what the engine said. */
public final class RuntimeFault extends RuntimeException {
    public enum Kind {
        /** Nobody answers at the endpoint, or the connection broke. Worth another try later. */
        UNREACHABLE,
        NOT_FOUND,
        /** A name, address or port is taken. */
        CONFLICT,
        IMAGE_NOT_FOUND,
        /** The engine could not ask the registry of an image whether it has it. */
        REGISTRY_UNREACHABLE,
        DISK_FULL,
        /** The engine answered with an error of its own. */
        REFUSED
    }

    private final Kind kind;

    public RuntimeFault(Kind kind, String message) {
        super(message);
        this.kind = kind;
    }

    public RuntimeFault(Kind kind, String message, Throwable cause) {
        super(message, cause);
        this.kind = kind;
    }

    public Kind kind() {
        return kind;
    }

    /** Never null: every constructor takes one. */
    @Override
    public String getMessage() {
        return Objects.requireNonNull(super.getMessage());
    }
}

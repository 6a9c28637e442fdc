package io.portolan.engine.store;

import java.util.Objects;

/** A unique constraint said no: somebody else holds the name, subnet, port, host and path. The message names it. */
public final class Conflict extends RuntimeException {
    public Conflict(String message) {
        super(message);
    }

    /** Never null: every constructor takes one. */
    @Override
    public String getMessage() {
        return Objects.requireNonNull(super.getMessage());
    }
}

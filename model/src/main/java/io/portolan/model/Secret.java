package io.portolan.model;

import java.util.Objects;

/**
 * A text that may hold something secret: an environment value, a command argument, a token. It prints as {@code ***},
 * so that no log line, plan or diagnostic can leak it; {@link #reveal()} is called only where the value is handed on.
 */
public record Secret(String value) {
    public Secret {
        Objects.requireNonNull(value, "value");
    }

    /** The text itself. Every caller is a place to look at in a security review. */
    public String reveal() {
        return value;
    }

    @Override
    public String toString() {
        return "***";
    }
}

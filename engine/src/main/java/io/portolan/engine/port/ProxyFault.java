package io.portolan.engine.port;

import java.util.Objects;

/** The proxy refused a configuration or did not answer. */
public final class ProxyFault extends RuntimeException {
    private final boolean refused;

    /** @param refused the proxy answered and rejected the configuration; otherwise it could not be reached */
    public ProxyFault(boolean refused, String message, Throwable cause) {
        super(message, cause);
        this.refused = refused;
    }

    public boolean refused() {
        return refused;
    }

    /** Never null: every constructor takes one. */
    @Override
    public String getMessage() {
        return Objects.requireNonNull(super.getMessage());
    }
}

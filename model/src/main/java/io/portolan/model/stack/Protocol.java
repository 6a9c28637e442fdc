package io.portolan.model.stack;

import java.util.Locale;

/** Transport of a port. */
public enum Protocol {
    TCP,
    UDP,
    SCTP;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}

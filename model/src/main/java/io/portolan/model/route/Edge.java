package io.portolan.model.route;

/** Who ends TLS for a domain. */
public enum Edge {
    /** Visitors come straight to the proxy. */
    DIRECT,
    /** A proxy in front, such as a content delivery network, comes to the proxy's ports, with TLS or without. */
    PROXIED,
    /** A tunnel's client on this server hands requests on. */
    TUNNEL;

    /** Whether visitors' TLS ends before the proxy. Then it is not the proxy's to send them to https: they are there. */
    public boolean endsTls() {
        return this != DIRECT;
    }
}

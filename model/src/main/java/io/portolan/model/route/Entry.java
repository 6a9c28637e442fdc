package io.portolan.model.route;

/** Where the proxy takes connections: plain or with TLS. Every entry is a port of its own. */
public enum Entry {
    HTTP,
    HTTPS
}

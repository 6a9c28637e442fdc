package io.portolan.api;

import java.util.Objects;

/**
 * Where the API listens.
 *
 * @param host address of this machine; the loopback unless somebody decides otherwise
 * @param port 0 for any free one
 */
public record ApiSettings(String host, int port) {
    public static final String LOOPBACK = "127.0.0.1";
    private static final int HIGHEST_PORT = 65_535;

    public ApiSettings {
        Objects.requireNonNull(host, "host");
        if (port < 0 || port > HIGHEST_PORT) {
            throw new IllegalArgumentException("not a port: " + port);
        }
    }

    public static ApiSettings onLoopback(int port) {
        return new ApiSettings(LOOPBACK, port);
    }
}

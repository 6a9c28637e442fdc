package io.portolan.api.request;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How a domain is to be served; what is absent is as usual.
 *
 * @param www {@code off}, {@code both}, {@code to-www} or {@code to-non-www}
 * @param edge {@code direct}, {@code proxied} or {@code tunnel}
 * @param protocol {@code http} or {@code h2c}
 * @param allow addresses and blocks of them
 */
public record OptionsRequest(
        Optional<String> www,
        Optional<String> edge,
        Optional<Boolean> forceHttps,
        Optional<Boolean> stripPrefix,
        Optional<Boolean> compress,
        Optional<Boolean> sticky,
        Optional<String> protocol,
        Optional<Long> responseTimeoutSeconds,
        Optional<Long> maxBodyBytes,
        Optional<RedirectRequest> redirect,
        Optional<List<UserRequest>> users,
        Optional<List<String>> allow,
        Optional<Map<String, String>> requestHeaders,
        Optional<Map<String, String>> responseHeaders) {

    /**
     * Where visitors are sent.
     *
     * @param url without a path what they asked for is kept
     */
    public record RedirectRequest(String url, Optional<Boolean> permanent) {}

    /** Who may pass, and with what. */
    public record UserRequest(String name, String password) {
        @Override
        public String toString() {
            return "UserRequest[" + name + "]";
        }
    }
}

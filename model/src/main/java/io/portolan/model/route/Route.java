package io.portolan.model.route;

import java.util.List;
import java.util.Objects;

/**
 * A domain and the containers that answer it.
 *
 * @param owner for people: {@code blog/wordpress}
 */
public record Route(Domain domain, String owner, List<Upstream> upstreams) {
    public Route {
        Objects.requireNonNull(domain, "domain");
        upstreams = List.copyOf(upstreams);
    }

    /**
     * A container's unique engine name and port on a network that the proxy is on.
     *
     * @param host resolved by the engine's DNS from inside the proxy
     */
    public record Upstream(String host, int port) {
        @Override
        public String toString() {
            return host + ":" + port;
        }
    }
}

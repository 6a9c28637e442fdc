package io.portolan.model.route;

import io.portolan.model.route.Route.Upstream;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** What a route leads to. */
public sealed interface Target {
    /**
     * Containers that answer, in turn. One that cannot be connected to is passed over for the next, and rests for some
     * seconds while others answer.
     *
     * @param upstreams none: visitors are told that nothing runs there
     * @param sticky a visitor with cookies stays with the container that answered first, as long as it is there
     * @param responseTimeout until the head of the answer; what is open then (an event stream, a WebSocket, a download) may be
     *     silent for longer
     */
    record Service(List<Upstream> upstreams, Protocol protocol, boolean sticky, Duration responseTimeout)
            implements Target {
        /** Longer than what people wait for, and than what edges do (100 s at the largest one). */
        public static final Duration RESPONSE_TIMEOUT = Duration.ofMinutes(2);

        public Service {
            upstreams = List.copyOf(upstreams);
            if (!responseTimeout.isPositive()) {
                throw new IllegalArgumentException("a timeout is longer than nothing: " + responseTimeout);
            }
        }

        public static Service at(List<Upstream> upstreams) {
            return new Service(upstreams, Protocol.HTTP, false, RESPONSE_TIMEOUT);
        }

        public Service with(List<Upstream> others) {
            return new Service(others, protocol, sticky, responseTimeout);
        }
    }

    /** What the containers speak. */
    enum Protocol {
        /** HTTP/1.1. */
        HTTP,
        /** HTTP/2 without TLS and with prior knowledge (RFC 9113, 3.3), as gRPC servers do. */
        H2C
    }

    /**
     * Visitors are sent elsewhere. What they asked with is kept: 308 and 307, or 301 and 302 for GET and HEAD alone.
     *
     * @param host empty: the one that was asked for
     * @param port empty: that of the scheme
     * @param path empty: path and query are those that were asked for; else it is this path, without the query
     * @param permanent browsers may remember it
     */
    record Redirect(String scheme, Optional<String> host, OptionalInt port, Optional<String> path, boolean permanent)
            implements Target {}
}

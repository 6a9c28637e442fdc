package io.portolan.planner.reach;

import io.portolan.model.stack.Protocol;
import java.util.Optional;

/**
 * A port of the host on which something answers.
 *
 * @param address on which it is bound; {@code 0.0.0.0} or {@code ::} for all of the family
 * @param holder for people
 * @param target the container that it leads to; empty where a program of the host listens
 */
record HostPort(Protocol protocol, String address, int port, String holder, Optional<Published> target) {
    /**
     * @param space of the container
     * @param inside its own port
     * @param by the network over which the engine leads there: the container's way out
     * @param forwarded whether a program of the engine's listens on the host and passes on what the kernel does not
     *     translate; without it a container comes there from the same network only
     */
    record Published(Space space, int inside, Bridge by, boolean forwarded) {}
}

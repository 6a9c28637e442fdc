package io.portolan.engine.port;

import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.time.Duration;

/**
 * The loopback interface of one container's own network namespace: what listens there is reached by nobody on the
 * container's networks and by no other user of the host.
 */
@FunctionalInterface
public interface ContainerLoopback {
    /**
     * A blocking connection to 127.0.0.1 inside the namespace; the caller closes it.
     *
     * @throws IOException if the container does not run, its namespace cannot be entered from here, or nobody listens
     */
    SocketChannel connect(int port, Duration patience) throws IOException;
}

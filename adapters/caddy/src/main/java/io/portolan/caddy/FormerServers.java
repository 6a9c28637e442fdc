package io.portolan.caddy;

import io.portolan.engine.port.ContainerLoopback;
import io.portolan.model.route.ProxyConfig;
import java.io.EOFException;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Idle connections to the servers that a change is about to replace. Caddy acknowledges a change when it begins to close the
 * former listeners (App.Stop of its modules/caddyhttp), and as long as one is open, some of those who come get the former
 * configuration. Go ends a server's idle connections after its listeners (Server.Shutdown of net/http): when these have
 * ended, nobody does any more.
 */
final class FormerServers implements AutoCloseable {
    /** Go answers it itself: no route sees it, and no log. */
    private static final byte[] REQUEST =
            "OPTIONS * HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    private final Duration deadline;
    private final List<Socket> connections = new ArrayList<>();

    private FormerServers(Duration deadline) {
        this.deadline = deadline;
    }

    /** How to get to Caddy's listeners. */
    record Entrances(ContainerLoopback loopback, int httpPort, int httpsPort, Duration deadline) {
        /**
         * Where nobody can be asked, nobody is waited for: that is so when nobody listens, and when the container's network
         * cannot be entered from here. Then the acknowledgement is as early as Caddy's.
         *
         * @param former what is live, as far as that is known
         */
        FormerServers connect(Optional<ProxyConfig> former) {
            FormerServers servers = new FormerServers(deadline);
            try {
                servers.add(loopback.connect(httpPort, deadline).socket());
                Optional<String> name = former.flatMap(Handshake::nameOf);
                if (name.isPresent()) {
                    servers.add(
                            Handshake.over(loopback.connect(httpsPort, deadline).socket(), name.get(), deadline));
                }
            } catch (IOException e) {
                // Whether Caddy answers at all, and what it says to the change, is told by its admin socket.
            }
            return servers;
        }
    }

    private void add(Socket connection) throws IOException {
        connections.add(connection);
        connection.setSoTimeout(Math.toIntExact(deadline.toMillis()));
        connection.getOutputStream().write(REQUEST);
        // It has been taken, and not by the server that comes.
        if (connection.getInputStream().read() < 0) {
            connections.remove(connection);
            throw new EOFException("the connection ended before there was an answer");
        }
    }

    /** Returns when their listeners are closed. */
    void awaitClosed() throws IOException {
        for (Socket connection : connections) {
            try {
                connection.getInputStream().readAllBytes();
            } catch (SocketTimeoutException e) {
                SocketTimeoutException told = new SocketTimeoutException(
                        "it has not closed its former listener within " + deadline.toMillis() + " ms");
                told.initCause(e);
                throw told;
            } catch (SocketException e) {
                // Reset: an end too.
            }
        }
    }

    @Override
    public void close() throws IOException {
        for (Socket connection : connections) {
            connection.close();
        }
    }
}

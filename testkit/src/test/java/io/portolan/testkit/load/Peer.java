package io.portolan.testkit.load;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;

/** What listens where a proxy would, and does to each connection what a test says. */
final class Peer implements AutoCloseable {
    interface Behaviour {
        /** @param number of the connection, from 0 */
        void meet(int number, InputStream in, OutputStream out) throws IOException;
    }

    private final ServerSocket listener;
    private final AtomicInteger connections = new AtomicInteger();

    private Peer(ServerSocket listener) {
        this.listener = listener;
    }

    static Peer that(Behaviour behaviour) {
        try {
            Peer peer = new Peer(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()));
            Thread.ofVirtual().start(() -> peer.listen(behaviour));
            return peer;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void listen(Behaviour behaviour) {
        try {
            while (!listener.isClosed()) {
                Socket socket = listener.accept();
                int number = connections.getAndIncrement();
                Thread.ofVirtual().start(() -> {
                    try (socket) {
                        behaviour.meet(number, socket.getInputStream(), socket.getOutputStream());
                    } catch (IOException gone) {
                        // The visitor has what it came for.
                    }
                });
            }
        } catch (IOException closed) {
            // The test is over.
        }
    }

    Site site() {
        return new Site("127.0.0.1", listener.getLocalPort(), "shop.localhost", "from the application");
    }

    int connections() {
        return connections.get();
    }

    /** Reads a request without a body; false where there is none any more. */
    static boolean request(InputStream in) throws IOException {
        int ends = 0;
        while (ends < 2) {
            int c = in.read();
            if (c < 0) {
                return false;
            }
            ends = c == '\n' ? ends + 1 : c == '\r' ? ends : 0;
        }
        return true;
    }

    static void answer(OutputStream out, String status, String headers, String body) throws IOException {
        out.write(("HTTP/1.1 " + status + "\r\n" + headers + "Content-Length: " + body.length() + "\r\n\r\n" + body)
                .getBytes(StandardCharsets.US_ASCII));
    }

    @Override
    public void close() {
        try {
            listener.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

package io.portolan.e2e;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;

/** One request for the test server's events, held open through the proxy. */
final class EventStream implements AutoCloseable {
    private final Socket socket;
    private final AtomicInteger events = new AtomicInteger();
    private volatile String end = "";

    private EventStream(Socket socket) {
        this.socket = socket;
    }

    static EventStream open(Portolan portolan, String host) {
        try {
            EventStream stream = new EventStream(new Socket(InetAddress.getLoopbackAddress(), portolan.httpPort()));
            stream.socket
                    .getOutputStream()
                    .write("GET /sse HTTP/1.1\r\nHost: %s\r\n\r\n"
                            .formatted(host)
                            .getBytes(StandardCharsets.US_ASCII));
            Thread.ofVirtual().start(stream::read);
            return stream;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void read() {
        try (BufferedReader reader =
                new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                if (line.equals("id: " + events.get())) {
                    events.incrementAndGet();
                }
            }
            end = "ended";
        } catch (IOException e) {
            end = e.toString();
        }
    }

    /** How many have come, in order and without a gap. */
    int events() {
        return events.get();
    }

    /** How the stream ended; empty while it goes on. */
    String end() {
        return end;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}

package io.portolan.testkit.proxy;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A request that was sent, and its answer, which may go on for long. */
final class Exchange implements AutoCloseable {
    private final Socket socket;
    private final InputStream received;
    private final Map<String, String> headers = new LinkedHashMap<>();
    private int status;
    private @Nullable InputStream body;

    Exchange(Socket socket, String head) throws IOException {
        this.socket = socket;
        this.received = new BufferedInputStream(socket.getInputStream());
        send(head.getBytes(StandardCharsets.UTF_8));
    }

    /** More of the request's body, or of what is spoken after an upgrade. */
    void send(byte[] bytes) throws IOException {
        if (bytes.length > 0) {
            socket.getOutputStream().write(bytes);
            socket.getOutputStream().flush();
        }
    }

    /** Waits for the answer's head. */
    int status() throws IOException {
        body();
        return status;
    }

    /** Empty for one that is not there. */
    String header(String name) throws IOException {
        body();
        return headers.getOrDefault(name.toLowerCase(Locale.ROOT), "");
    }

    /** Without the frames of a chunked one. */
    InputStream body() throws IOException {
        if (body == null) {
            readHead();
            String length = headers.getOrDefault("content-length", "");
            boolean chunked = headers.getOrDefault("transfer-encoding", "").equalsIgnoreCase("chunked");
            body = chunked ? new Chunks(received) : length.isEmpty() ? received : new Limited(received, length);
        }
        return body;
    }

    private void readHead() throws IOException {
        status = Integer.parseInt(line(received).substring("HTTP/1.1 ".length(), "HTTP/1.1 200".length()));
        for (String line = line(received); !line.isEmpty(); line = line(received)) {
            int colon = line.indexOf(':');
            headers.merge(
                    line.substring(0, colon).toLowerCase(Locale.ROOT),
                    line.substring(colon + 1).strip(),
                    (a, b) -> a + ", " + b);
        }
    }

    /** The next line of the body; fails when the answer has ended. */
    String line() throws IOException {
        return line(body());
    }

    /** The number of the next event of the application's stream. */
    int event() throws IOException {
        String line = line();
        while (!line.startsWith("id: ")) {
            line = line();
        }
        return Integer.parseInt(line.substring("id: ".length()));
    }

    byte[] bytes(int length) throws IOException {
        byte[] bytes = body().readNBytes(length);
        if (bytes.length < length) {
            throw new EOFException("the answer has ended");
        }
        return bytes;
    }

    /** All of it, to its end. */
    Answer answer() throws IOException {
        String rest = new String(body().readAllBytes(), StandardCharsets.UTF_8);
        return new Answer(status, headers, rest);
    }

    static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0) {
                throw new EOFException("the stream has ended");
            }
            line.append((char) c);
        }
        return line.toString().replaceAll("\r$", "");
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    /** A body of a length that was told: one that ends before it was cut off. */
    private static final class Limited extends InputStream {
        private final InputStream in;
        private long left;

        Limited(InputStream in, String length) {
            this.in = in;
            this.left = Long.parseLong(length);
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            if (left == 0) {
                return -1;
            }
            int read = in.read(buffer, offset, (int) Math.min(length, left));
            if (read < 0) {
                throw new EOFException("the connection ended within the answer");
            }
            left -= read;
            return read;
        }
    }
}

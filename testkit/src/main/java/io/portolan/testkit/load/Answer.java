package io.portolan.testkit.load;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** An answer in HTTP/1.1, as far as its head; the body is yet to be read from the connection. */
final class Answer {
    private final Wire wire;
    private final int status;
    private final Map<String, String> headers;

    private Answer(Wire wire, int status, Map<String, String> headers) {
        this.wire = wire;
        this.status = status;
        this.headers = headers;
    }

    static Answer read(Wire wire) throws IOException {
        wire.awaitAnswer();
        Answer answer = head(wire);
        // Provisional ones, but for the one that changes the protocol.
        while (answer.status < 200 && answer.status != 101) {
            answer = head(wire);
        }
        return answer;
    }

    private static Answer head(Wire wire) throws IOException {
        String[] first = wire.line().split(" ", 3);
        if (first.length < 2 || !first[0].startsWith("HTTP/1.")) {
            throw new IOException("not an answer in HTTP/1: " + String.join(" ", first));
        }
        Map<String, String> headers = new HashMap<>();
        for (String line = wire.line(); !line.isEmpty(); line = wire.line()) {
            int colon = line.indexOf(':');
            headers.put(
                    line.substring(0, colon).toLowerCase(Locale.ROOT),
                    line.substring(colon + 1).strip());
        }
        return new Answer(wire, Integer.parseInt(first[1]), headers);
    }

    int status() {
        return status;
    }

    boolean has(String header) {
        return headers.containsKey(header);
    }

    /** Whether nothing else can be asked on this connection. */
    boolean closes() {
        boolean delimited = isChunked() || !header("content-length").isEmpty();
        return !delimited || header("connection").equalsIgnoreCase("close");
    }

    boolean isChunked() {
        return header("transfer-encoding").equalsIgnoreCase("chunked");
    }

    private String header(String name) {
        return headers.getOrDefault(name, "");
    }

    String body() throws IOException {
        return new String(bytes(), StandardCharsets.UTF_8);
    }

    private byte[] bytes() throws IOException {
        if (isChunked()) {
            ByteArrayOutputStream all = new ByteArrayOutputStream();
            for (byte[] chunk = chunk(); chunk.length > 0; chunk = chunk()) {
                all.writeBytes(chunk);
            }
            return all.toByteArray();
        }
        String length = header("content-length");
        return length.isEmpty() ? wire.readAll() : wire.read(Integer.parseInt(length));
    }

    /** The next one (RFC 9112, 7.1); the last one is empty. */
    byte[] chunk() throws IOException {
        byte[] chunk =
                wire.read(Integer.parseInt(wire.line().replaceAll(";.*", "").strip(), 16));
        wire.line();
        return chunk;
    }
}

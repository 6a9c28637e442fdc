package io.portolan.testkit.load;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;

/** A connection to the proxy that knows how far an answer had come when it broke. */
final class Wire implements AutoCloseable {
    private static final int PATIENCE_MS = 20_000;
    private static final int GLANCE_MS = 1;

    /** The connection ended before any byte of an answer. */
    static final class Unanswered extends IOException {
        Unanswered(String message) {
            super(message);
        }
    }

    /** The connection ended within an answer. */
    static final class Truncated extends IOException {
        Truncated(String message) {
            super(message);
        }
    }

    private final Socket socket;
    private final InputStream received;

    /** @throws IOException if nobody takes the connection */
    Wire(Site site) throws IOException {
        socket = new Socket();
        socket.setTcpNoDelay(true);
        try {
            socket.connect(new InetSocketAddress(site.address(), site.port()), PATIENCE_MS);
            socket.setSoTimeout(PATIENCE_MS);
            received = new BufferedInputStream(socket.getInputStream());
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    /** Looks, as clients do, whether a kept connection has been ended by the other side in the meantime. */
    boolean isSilent() throws IOException {
        return glance() == SILENT;
    }

    private static final int SILENT = -2;

    /** The next byte, which stays to be read; -1 at the end, {@link #SILENT} where nothing has come. */
    int glance() throws IOException {
        received.mark(1);
        socket.setSoTimeout(GLANCE_MS);
        try {
            int next = received.read();
            received.reset();
            return next;
        } catch (SocketTimeoutException nothing) {
            return SILENT;
        } catch (SocketException broken) {
            return -1;
        } finally {
            socket.setSoTimeout(PATIENCE_MS);
        }
    }

    /** A peer that has gone may have answered before: what it said is still to be read. */
    void send(byte[] bytes) {
        try {
            socket.getOutputStream().write(bytes);
        } catch (IOException broken) {
            // Reading tells whether there is an answer all the same.
        }
    }

    /** Waits for the first byte of an answer. */
    void awaitAnswer() throws IOException {
        received.mark(1);
        try {
            if (received.read() < 0) {
                throw new Unanswered("closed before the answer");
            }
            received.reset();
        } catch (SocketException e) {
            throw new Unanswered(String.valueOf(e.getMessage()));
        }
    }

    int read() throws IOException {
        return orTruncated(received::read);
    }

    /** All of the bytes. */
    byte[] read(int length) throws IOException {
        byte[] bytes = orTruncated(() -> received.readNBytes(length));
        if (bytes.length < length) {
            throw new Truncated("closed within the answer");
        }
        return bytes;
    }

    /** What comes until the other side closes. */
    byte[] readAll() throws IOException {
        return orTruncated(received::readAllBytes);
    }

    String line() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = read(); c != '\n'; c = read()) {
            if (c < 0) {
                throw new Truncated("closed within the answer");
            }
            if (c != '\r') {
                line.append((char) c);
            }
        }
        return line.toString();
    }

    private interface Reading<T> {
        T read() throws IOException;
    }

    private static <T> T orTruncated(Reading<T> reading) throws IOException {
        try {
            return reading.read();
        } catch (SocketException | EOFException e) {
            throw new Truncated(String.valueOf(e.getMessage()));
        }
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException gone) {
            // It is closed either way.
        }
    }
}

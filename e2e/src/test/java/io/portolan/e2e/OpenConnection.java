package io.portolan.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** One connection to a site through the proxy that is never made anew: whatever ends or delays it is a failure. */
final class OpenConnection implements AutoCloseable {
    private static final Duration LONGEST_SILENCE = Duration.ofSeconds(2);

    /** What is said on the connection: sends what it has to, reads one part of the answer. */
    private interface Talk {
        void next(Socket socket, BufferedReader in) throws IOException;
    }

    private final Socket socket;
    private final Talk talk;
    private final List<Long> heard = new CopyOnWriteArrayList<>();
    private final Thread reader;
    private volatile Optional<IOException> end = Optional.empty();
    private volatile boolean closed;

    private OpenConnection(Portolan portolan, Talk talk) {
        try {
            this.socket = new Socket(InetAddress.getLoopbackAddress(), portolan.httpPort());
            this.socket.setSoTimeout(10_000);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        this.talk = talk;
        this.reader = Thread.ofPlatform().start(this::read);
    }

    /** A stream of server-sent events; each must be the successor of the one before. */
    static OpenConnection events(Portolan portolan, String host) {
        return new OpenConnection(portolan, new Talk() {
            private int next;

            @Override
            public void next(Socket socket, BufferedReader in) throws IOException {
                if (next == 0) {
                    request(socket, host, "/sse");
                }
                String id = line(in);
                while (!id.startsWith("id: ")) {
                    id = line(in);
                }
                if (!id.equals("id: " + next)) {
                    throw new IOException("event " + next + " is missing before " + id);
                }
                next++;
            }
        });
    }

    /** One request after the other. */
    static OpenConnection requests(Portolan portolan, String host) {
        return new OpenConnection(portolan, (socket, in) -> {
            request(socket, host, "/");
            String status = line(in);
            if (!status.startsWith("HTTP/1.1 200")) {
                throw new IOException("answered " + status);
            }
            int length = 0;
            for (String header = line(in); !header.isEmpty(); header = line(in)) {
                if (header.toLowerCase(Locale.ROOT).startsWith("content-length:")) {
                    length = Integer.parseInt(
                            header.substring(header.indexOf(':') + 1).strip());
                }
            }
            for (int read = 0; read < length; read++) {
                if (in.read() < 0) {
                    throw new EOFException("closed within an answer");
                }
            }
        });
    }

    private static void request(Socket socket, String host, String path) throws IOException {
        socket.getOutputStream()
                .write("GET %s HTTP/1.1\r\nHost: %s\r\n\r\n"
                        .formatted(path, host)
                        .getBytes(StandardCharsets.US_ASCII));
    }

    private static String line(BufferedReader in) throws IOException {
        String line = in.readLine();
        if (line == null) {
            throw new EOFException("closed by the other side");
        }
        return line;
    }

    private static void pause() {
        try {
            Thread.sleep(20);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void read() {
        try (BufferedReader in =
                new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII))) {
            while (!closed) {
                talk.next(socket, in);
                heard.add(System.nanoTime());
                pause();
            }
        } catch (IOException e) {
            if (!closed) {
                end = Optional.of(e);
            }
        }
    }

    /** Returns when the connection has carried something. */
    OpenConnection established() {
        Portolan.eventually("the connection carries something; " + end, Duration.ofSeconds(10), () -> heard.size() > 3);
        return this;
    }

    void isUnbroken() {
        int before = heard.size();
        Portolan.eventually("the connection carries more: " + end, LONGEST_SILENCE, () -> heard.size() > before);
        assertThat(end).isEmpty();
        long longest = 0;
        for (int i = 1; i < heard.size(); i++) {
            longest = Math.max(longest, heard.get(i) - heard.get(i - 1));
        }
        assertThat(Duration.ofNanos(longest)).isLessThan(LONGEST_SILENCE);
    }

    @Override
    public void close() {
        closed = true;
        try {
            socket.close();
            reader.join();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

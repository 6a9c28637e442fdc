package io.portolan.docker;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.URLDecoder;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An engine that answers on a unix socket as it was told, to show what a real one does seldom. */
final class FakeEngine implements AutoCloseable {
    private static final Pattern REQUEST = Pattern.compile("(\\S+) (?:/v(\\S+?))?(/\\S*) HTTP/1.1");
    private static final Pattern LENGTH = Pattern.compile("(?im)^content-length: (\\d+)");

    private final Path socket;
    private final ServerSocketChannel server;
    private final Map<Pattern, Answer> answers = new LinkedHashMap<>();
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final CountDownLatch end = new CountDownLatch(1);

    /** Writes all of an answer, from the status line on; the connection is closed behind it. */
    interface Answer {
        void write(OutputStream out, String body) throws IOException, InterruptedException;
    }

    FakeEngine(Path folder) throws IOException {
        socket = folder.resolve("docker.sock");
        server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        server.bind(UnixDomainSocketAddress.of(socket));
        on("GET /version", 200, "{\"Version\":\"20.10.24\",\"ApiVersion\":\"1.41\",\"MinAPIVersion\":\"1.12\"}");
        Thread.ofVirtual().start(this::serve);
    }

    /** @param request a pattern for the method and the path without its version, decoded; the last that fits counts */
    FakeEngine on(String request, int status, String body) {
        return on(request, (out, ignored) -> head(out, status, body.getBytes(StandardCharsets.UTF_8)));
    }

    FakeEngine on(String request, Answer answer) {
        answers.put(Pattern.compile(request), answer);
        return this;
    }

    /** Takes the request and never answers. */
    FakeEngine silentOn(String request) {
        return on(request, (out, ignored) -> end.await());
    }

    static void head(OutputStream out, int status, byte[] body) throws IOException {
        out.write("HTTP/1.1 %d Some Reason\r\nContent-Length: %d\r\n\r\n"
                .formatted(status, body.length)
                .getBytes(StandardCharsets.US_ASCII));
        out.write(body);
        out.flush();
    }

    /** The head of an answer that ends when the connection does. */
    static void endless(OutputStream out) throws IOException {
        out.write("HTTP/1.1 200 OK\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        out.flush();
    }

    String endpoint() {
        return "unix://" + socket;
    }

    /** All requests until now, each as {@code [version] METHOD path}. */
    List<String> asked() {
        return List.copyOf(asked);
    }

    private void serve() {
        while (true) {
            try {
                SocketChannel connection = server.accept();
                Thread.ofVirtual().start(() -> answer(connection));
            } catch (ClosedChannelException closed) {
                return;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private void answer(SocketChannel connection) {
        try (connection) {
            InputStream in = Channels.newInputStream(connection);
            String head = head(in);
            Matcher length = LENGTH.matcher(head);
            String body = new String(
                    in.readNBytes(length.find() ? Integer.parseInt(length.group(1)) : 0), StandardCharsets.UTF_8);
            Matcher request = REQUEST.matcher(head.lines().findFirst().orElseThrow());
            if (!request.matches()) {
                throw new IllegalStateException("no request: " + head);
            }
            String what = request.group(1) + " " + URLDecoder.decode(request.group(3), StandardCharsets.UTF_8);
            asked.add("[" + request.group(2) + "] " + what);
            answers.entrySet().stream()
                    .filter(a -> a.getKey().matcher(what).matches())
                    .reduce((first, last) -> last)
                    .orElseThrow(() -> new IllegalStateException("nobody said how to answer " + what))
                    .getValue()
                    .write(Channels.newOutputStream(connection), body);
        } catch (IOException gone) {
            // The client has hung up, which is what some tests are about.
            return;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static String head(InputStream in) throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        while (!head.toString(StandardCharsets.US_ASCII).endsWith("\r\n\r\n")) {
            int read = in.read();
            if (read < 0) {
                throw new IOException("the request ended in its head");
            }
            head.write(read);
        }
        return head.toString(StandardCharsets.US_ASCII);
    }

    @Override
    public void close() throws IOException {
        end.countDown();
        server.close();
        Files.deleteIfExists(socket);
    }
}

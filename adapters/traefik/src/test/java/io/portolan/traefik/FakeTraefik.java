package io.portolan.traefik;

import io.portolan.engine.port.ContainerLoopback;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Traefik as far as the adapter sees it: what it tells of the file that it watches, with the moods of the real one. */
final class FakeTraefik implements ContainerLoopback, AutoCloseable {
    enum Mood {
        WILLING,
        /** Takes the file, and has something to say about a router of it. */
        COMPLAINING,
        /** Keeps what it has, as with a file that it cannot read. */
        DEAF,
        SILENT,
        CUTTING_SHORT,
        FAILING
    }

    private static final Pattern MARKER = Pattern.compile("\"portolan-([0-9a-f]{32})\"");

    final List<String> requests = new CopyOnWriteArrayList<>();
    volatile Mood mood = Mood.WILLING;

    /** How often an entry point still answers as before when the API knows of the change. */
    final AtomicInteger late = new AtomicInteger();

    private final Path file;
    private final ServerSocketChannel server;
    private final CompletableFuture<Void> serving;
    private String live = "";

    FakeTraefik(Path file) throws IOException {
        this.file = file;
        server = ServerSocketChannel.open();
        server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        serving = CompletableFuture.runAsync(this::serve, Thread::startVirtualThread);
    }

    @Override
    public SocketChannel connect(int port, Duration patience) throws IOException {
        return SocketChannel.open(server.getLocalAddress());
    }

    private void serve() {
        try {
            while (true) {
                try (SocketChannel client = server.accept()) {
                    answer(client);
                }
            }
        } catch (ClosedChannelException e) {
            // The test is over.
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void answer(SocketChannel client) throws IOException {
        String request = receive(client);
        String path = request.split(" ")[1];
        requests.add(path);
        if (mood != Mood.DEAF) {
            Matcher marker = MARKER.matcher(Files.readString(file));
            live = marker.find() ? marker.group(1) : "";
        }
        switch (mood) {
            case SILENT -> client.read(ByteBuffer.allocate(1));
            case CUTTING_SHORT -> send(client, "HTTP/1.0 200 OK\r\nContent-Length: 100\r\n\r\n{}");
            case FAILING -> send(client, "HTTP/1.0 500 Internal Server Error\r\n\r\n");
            case WILLING, COMPLAINING, DEAF -> send(client, answer(path, request));
        }
    }

    private String answer(String path, String request) {
        if (path.equals("/api/http/routers/portolan-" + live + "@file")) {
            return json("{\"status\":\"enabled\"}");
        }
        if (path.equals("/api/overview")) {
            int errors = mood == Mood.COMPLAINING ? 1 : 0;
            return json("{\"http\":{\"routers\":{\"total\":3,\"warnings\":0,\"errors\":%d}}}".formatted(errors));
        }
        if (path.equals("/api/http/routers?per_page=5&status=disabled")) {
            return json("[{\"name\":\"bad@file\",\"error\":[\"the rule is no rule\"]}]");
        }
        if (path.startsWith("/api/http/routers?")) {
            return json("[]");
        }
        boolean marked = path.equals("/") && request.contains("Host: " + live + ".portolan.invalid");
        return marked && late.getAndDecrement() <= 0
                ? "HTTP/1.0 418 I'm a teapot\r\n\r\n"
                : "HTTP/1.0 404 Not Found\r\n\r\n";
    }

    private static String json(String body) {
        return "HTTP/1.0 200 OK\r\nContent-Length: " + body.length() + "\r\n\r\n" + body;
    }

    private static String receive(SocketChannel client) throws IOException {
        StringBuilder request = new StringBuilder();
        ByteBuffer buffer = ByteBuffer.allocate(1 << 10);
        while (request.indexOf("\r\n\r\n") < 0 && client.read(buffer) >= 0) {
            request.append(StandardCharsets.UTF_8.decode(buffer.flip()));
            buffer.clear();
        }
        return request.toString();
    }

    private static void send(SocketChannel client, String answer) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(answer.getBytes(StandardCharsets.UTF_8));
        while (bytes.hasRemaining()) {
            client.write(bytes);
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
        serving.join();
    }
}

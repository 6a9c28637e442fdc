package io.portolan.caddy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.NullNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;

/** Caddy's admin endpoint as far as the adapter uses it, with the moods of the real one. */
final class FakeCaddy implements AutoCloseable {
    enum Mood {
        WILLING,
        REFUSING,
        SILENT,
        CUTTING_SHORT
    }

    final List<String> requests = new CopyOnWriteArrayList<>();
    volatile Mood mood = Mood.WILLING;
    volatile JsonNode live = NullNode.getInstance();

    private final ServerSocketChannel server;
    private final CompletableFuture<Void> serving;

    FakeCaddy(Path socket) throws IOException {
        server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        server.bind(UnixDomainSocketAddress.of(socket));
        serving = CompletableFuture.runAsync(this::serve, Thread::startVirtualThread);
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
        String line = request.substring(0, request.indexOf("\r\n"));
        requests.add(line);
        if (mood == Mood.SILENT) {
            client.read(ByteBuffer.allocate(1));
        } else if (mood == Mood.CUTTING_SHORT) {
            send(client, "HTTP/1.0 200 OK\r\nContent-Length: 100\r\n\r\n{}");
        } else if (line.startsWith("GET /config/ ")) {
            send(client, "HTTP/1.0 200 OK\r\nContent-Type: application/json\r\n\r\n" + live + "\n");
        } else if (mood == Mood.REFUSING) {
            send(client, "HTTP/1.0 400 Bad Request\r\n\r\n{\"error\":\"loading config: no\"}");
        } else {
            live = new ObjectMapper().readTree(request.substring(request.indexOf("\r\n\r\n")));
            send(client, "HTTP/1.0 200 OK\r\nContent-Length: 0\r\n\r\n");
        }
    }

    private static String receive(SocketChannel client) throws IOException {
        StringBuilder request = new StringBuilder();
        ByteBuffer buffer = ByteBuffer.allocate(1 << 20);
        while (!isWhole(request) && client.read(buffer) >= 0) {
            request.append(StandardCharsets.UTF_8.decode(buffer.flip()));
            buffer.clear();
        }
        return request.toString();
    }

    private static boolean isWhole(StringBuilder request) {
        int head = request.indexOf("\r\n\r\n");
        int length = request.indexOf("Content-Length: ");
        if (head < 0 || length < 0) {
            return head >= 0;
        }
        int announced = Integer.parseInt(request.substring(length + 16, request.indexOf("\r\n", length)));
        return request.substring(head + 4).getBytes(StandardCharsets.UTF_8).length >= announced;
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

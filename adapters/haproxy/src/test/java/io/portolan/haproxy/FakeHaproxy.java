package io.portolan.haproxy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** HAProxy's two sockets as far as the adapter uses them, with the moods of the real one. */
final class FakeHaproxy implements AutoCloseable {
    enum Mood {
        WILLING,
        /** Loads no configuration. */
        REFUSING,
        /** Takes no command. */
        STUBBORN,
        SILENT
    }

    final List<String> commands = new CopyOnWriteArrayList<>();
    volatile Mood mood = Mood.WILLING;
    volatile String live = "";
    /** What {@code show stat} says of every server. */
    volatile int underWay;

    /** Its servers' names have led nowhere. */
    volatile boolean withoutAddresses;

    volatile List<String> oldWorkers = List.of();

    private final Path directory;
    private final List<ServerSocketChannel> servers = new ArrayList<>();
    private final List<CompletableFuture<Void>> serving = new ArrayList<>();
    private final CompletableFuture<Boolean> over = new CompletableFuture<>();
    private final AtomicInteger reloads = new AtomicInteger();
    private final AtomicInteger failed = new AtomicInteger();

    FakeHaproxy(Path directory) throws IOException {
        this.directory = directory;
        load();
        listen("admin.sock");
        listen("master.sock");
    }

    private void listen(String name) throws IOException {
        ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        server.bind(UnixDomainSocketAddress.of(directory.resolve(name)));
        servers.add(server);
        serving.add(CompletableFuture.runAsync(() -> serve(server), Thread::startVirtualThread));
    }

    private void serve(ServerSocketChannel server) {
        try {
            while (true) {
                try (SocketChannel client = server.accept()) {
                    converse(client);
                }
            }
        } catch (ClosedChannelException e) {
            // The test is over.
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void converse(SocketChannel client) throws IOException {
        boolean prompt = false;
        String line = line(client);
        while (!line.isEmpty()) {
            commands.add(line);
            prompt |= line.equals("prompt");
            String answer = answer(line);
            if (mood == Mood.SILENT) {
                over.join();
                return;
            }
            send(client, answer + (prompt ? "\n> " : "\n"));
            if (!prompt) {
                return;
            }
            line = line(client);
        }
    }

    private String answer(String command) throws IOException {
        if (command.startsWith("show map")) {
            return "0x1 configuration " + live + "\n";
        } else if (command.startsWith("set map") && command.contains("live.map")) {
            live = command.substring(command.lastIndexOf(' ') + 1);
        } else if (command.equals("show proc")) {
            StringBuilder all =
                    new StringBuilder("7 master %d [failed: %d] 0d 2.6\n".formatted(reloads.get(), failed.get()));
            oldWorkers.forEach(w -> all.append(w).append(" worker 1 0d 2.6\n"));
            return all + "9 worker 0 0d 2.6\n";
        } else if (command.equals("reload")) {
            reloads.incrementAndGet();
            if (mood != Mood.REFUSING) {
                failed.set(0);
                load();
            } else {
                failed.incrementAndGet();
                Files.writeString(directory.resolve("haproxy.log"), "[ALERT]    (7) : config : no\n");
            }
        } else if (command.contains("show stat")) {
            return "# pxname,svname,qcur,qmax,scur\nb1,1,0,0," + underWay + "\n";
        } else if (command.contains("show servers state")) {
            return "1\n# be_id\n4 b1 1 1 10.0.0.2 2 0 1 1 1 1 0 0 0 0 0 0 old 80 - 0 0 - - 0\n";
        } else if (withoutAddresses && command.contains(" addr 0.0.0.0 ")) {
            return "Update for the current server address family is only supported through configuration file"
                    + " by 'stats socket command'\n";
        } else if (mood == Mood.STUBBORN && command.startsWith("set server")) {
            return "No such server.\n";
        }
        return "";
    }

    private void load() throws IOException {
        live = Files.readString(directory.resolve("current/live.map"))
                .replace("configuration ", "")
                .strip();
    }

    private static String line(SocketChannel client) throws IOException {
        StringBuilder line = new StringBuilder();
        ByteBuffer one = ByteBuffer.allocate(1);
        while (client.read(one) > 0 && one.get(0) != '\n') {
            line.append((char) one.get(0));
            one.clear();
        }
        return line.toString();
    }

    private static void send(SocketChannel client, String answer) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(answer.getBytes(StandardCharsets.UTF_8));
        while (bytes.hasRemaining()) {
            client.write(bytes);
        }
    }

    @Override
    public void close() throws IOException {
        over.complete(true);
        for (ServerSocketChannel server : servers) {
            server.close();
        }
        serving.forEach(CompletableFuture::join);
    }
}

package io.portolan.daemon;

import io.portolan.engine.port.HttpProxy;
import io.portolan.model.route.ProxyConfig;
import io.portolan.proxy.HttpExchange;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The same change by the proxy's own means, without Portolan: with nothing to compute, to check or to keep. */
final class RouteChangeFloor {
    private static final Duration DEADLINE = Duration.ofSeconds(60);
    private static final Duration LONGEST = Duration.ofSeconds(60);
    static final String HOST = "floor.localhost";

    /** Makes the change live, and takes it back. */
    private interface Change {
        void make() throws IOException;

        void takeBack() throws IOException;
    }

    private final String kind;
    private final Path directory;
    private final RouteChangeScene scene;

    RouteChangeFloor(String kind, Path directory, RouteChangeScene scene) {
        this.kind = kind;
        this.directory = directory;
        this.scene = scene;
    }

    String name() {
        return switch (kind) {
            case "caddy" -> "the same by /load alone";
            case "haproxy" -> "the same by add map on the socket alone";
            default -> "the same by a rename of the file alone";
        };
    }

    List<Double> times(HttpProxy proxy, ProxyConfig before, ProxyConfig with, int rounds) throws IOException {
        Change change =
                switch (kind) {
                    case "caddy" -> load(proxy, before, with);
                    case "haproxy" -> map();
                    default -> rename(proxy, before, with);
                };
        List<Double> times = new ArrayList<>();
        long end = System.nanoTime() + LONGEST.toNanos();
        for (int i = 0; i < rounds && (i == 0 || System.nanoTime() < end); i++) {
            long begin = System.nanoTime();
            change.make();
            scene.awaitAnswer(HOST);
            times.add((System.nanoTime() - begin) / 1e6);
            change.takeBack();
        }
        return times;
    }

    /** The file that the adapter writes for a configuration. */
    private byte[] written(HttpProxy proxy, ProxyConfig config, String file) throws IOException {
        proxy.apply(config);
        return Files.readAllBytes(directory.resolve(file));
    }

    private Change load(HttpProxy proxy, ProxyConfig before, ProxyConfig with) throws IOException {
        byte[] more = written(proxy, with, "caddy.json");
        byte[] less = written(proxy, before, "caddy.json");
        Path socket = directory.resolve("admin.sock");
        return new Change() {
            @Override
            public void make() throws IOException {
                HttpExchange.post(socket, "/load", more, DEADLINE);
            }

            @Override
            public void takeBack() throws IOException {
                HttpExchange.post(socket, "/load", less, DEADLINE);
            }
        };
    }

    /** The line of another route under another name. */
    private Change map() throws IOException {
        String maps = command("show map");
        String id = maps.lines()
                .filter(l -> l.contains("routes.map"))
                .map(l -> "#" + l.substring(0, l.indexOf(' ')))
                .findFirst()
                .orElseThrow();
        String[] line = command("show map " + id)
                .lines()
                .filter(l -> l.contains("r0.localhost"))
                .findFirst()
                .orElseThrow()
                .split(" ", 3);
        String key = line[1].replace("r0.localhost", HOST);
        return new Change() {
            @Override
            public void make() throws IOException {
                command("add map " + id + " " + key + " " + line[2]);
            }

            @Override
            public void takeBack() throws IOException {
                command("del map " + id + " " + key);
            }
        };
    }

    private String command(String command) throws IOException {
        try (SocketChannel socket = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            socket.connect(UnixDomainSocketAddress.of(directory.resolve("admin.sock")));
            socket.write(ByteBuffer.wrap((command + "\n").getBytes(StandardCharsets.UTF_8)));
            StringBuilder answer = new StringBuilder();
            ByteBuffer buffer = ByteBuffer.allocate(65_536);
            while (socket.read(buffer) >= 0) {
                answer.append(StandardCharsets.UTF_8.decode(buffer.flip()));
                buffer.clear();
            }
            return answer.toString();
        }
    }

    private Change rename(HttpProxy proxy, ProxyConfig before, ProxyConfig with) throws IOException {
        byte[] more = written(proxy, with, "routes.yaml");
        byte[] less = written(proxy, before, "routes.yaml");
        return new Change() {
            @Override
            public void make() throws IOException {
                put(more);
            }

            /** Only who waits until it is gone measures the next one. */
            @Override
            public void takeBack() throws IOException {
                put(less);
                scene.awaitNoAnswer(HOST);
            }
        };
    }

    private void put(byte[] content) throws IOException {
        Path beside = Files.write(directory.resolve("routes.yaml.new"), content);
        Files.move(beside, directory.resolve("routes.yaml"), StandardCopyOption.ATOMIC_MOVE);
    }
}

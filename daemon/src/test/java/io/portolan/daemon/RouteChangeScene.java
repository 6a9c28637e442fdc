package io.portolan.daemon;

import io.portolan.engine.port.HttpProxy;
import io.portolan.testkit.proxy.Docker;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** A proxy as Portolan runs it, and an nginx that is known by several names. All of it is removed at the end, by id. */
final class RouteChangeScene implements AutoCloseable {
    private static final int PATIENCE_MS = 10_000;
    private static final Duration LONGEST = Duration.ofMinutes(2);
    private static final String SIGN = "Welcome to nginx";

    private final String name = "bench-" + UUID.randomUUID().toString().substring(0, 8);
    private final List<String> containers = new ArrayList<>();
    private int port;

    private RouteChangeScene() {}

    static RouteChangeScene of(HttpProxy proxy, int services) {
        RouteChangeScene scene = new RouteChangeScene();
        Docker.run("network", "create", scene.name);
        List<String> nginx = new ArrayList<>(List.of("run", "--detach", "--network", scene.name));
        for (int i = 0; i < services; i++) {
            nginx.addAll(List.of("--network-alias", scene.service(i)));
        }
        nginx.add("nginx:alpine");
        scene.containers.add(Docker.run(nginx.toArray(String[]::new)));
        scene.start(proxy);
        return scene;
    }

    String service(int i) {
        return name + ".s" + i;
    }

    private void start(HttpProxy proxy) {
        proxy.prepare();
        HttpProxy.Launch launch = proxy.launch();
        List<String> version = new ArrayList<>(List.of("run", "--rm", "--network", "none", proxy.defaultImage()));
        version.addAll(launch.version());
        proxy.runs(Docker.run(version.toArray(String[]::new)));
        proxy.prepare();
        List<String> run = new ArrayList<>(List.of("run", "--detach", "--network", name));
        run.addAll(List.of(
                "--mount", "type=bind,source=" + launch.controlDirectory() + ",target=" + launch.controlTarget()));
        launch.user().ifPresent(u -> run.addAll(List.of("--user", u)));
        launch.workingDirectory().ifPresent(d -> run.addAll(List.of("--workdir", d)));
        run.addAll(List.of("--publish", "127.0.0.1::80", proxy.defaultImage()));
        run.addAll(launch.command());
        String id = Docker.run(run.toArray(String[]::new));
        containers.add(id);
        String address = Docker.run("port", id, "80/tcp").lines().findFirst().orElseThrow();
        port = Integer.parseInt(address.substring(address.lastIndexOf(':') + 1));
    }

    /** Asks again at once until the application has answered. */
    void awaitAnswer(String host) throws IOException {
        await(host, true);
    }

    void awaitNoAnswer(String host) throws IOException {
        await(host, false);
    }

    private void await(String host, boolean answered) throws IOException {
        long end = System.nanoTime() + LONGEST.toNanos();
        while (answers(host) != answered) {
            if (System.nanoTime() > end) {
                throw new IOException(host + (answered ? " is not answered" : " is still answered"));
            }
        }
    }

    private boolean answers(String host) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(PATIENCE_MS);
            socket.getOutputStream()
                    .write(("GET / HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8).contains(SIGN);
        } catch (IOException notYet) {
            return false;
        }
    }

    @Override
    public void close() {
        List<String> removal = new ArrayList<>(List.of("rm", "--force", "--volumes"));
        removal.addAll(containers);
        Docker.run(removal.toArray(String[]::new));
        Docker.run("network", "rm", name);
    }
}

package io.portolan.testkit.proxy;

import io.portolan.engine.port.HttpProxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * A network of a real engine with a proxy and applications on it. All of it has names of its own, and all of it is
 * removed by id.
 */
final class ProxyWorld implements AutoCloseable {
    private static final String APPLICATION = "portolan-test/http:1";

    private final String name = "portolan-test-" + UUID.randomUUID().toString().substring(0, 8);
    private final String network;
    private final List<String> containers = new ArrayList<>();
    private String proxy = "";

    ProxyWorld() {
        network = Docker.run("network", "create", name);
    }

    /** Starts an application that tells its name as its greeting; returns {@code host:port}. */
    String application(String greeting) {
        String host = name + "." + greeting;
        containers.add(Docker.run(
                "run", "--detach", "--name", host, "--network", name, "--env", "GREETING=" + greeting, APPLICATION));
        return host + ":8080";
    }

    /** Starts an application of an image and command of its own that listens on port 8080. */
    String application(String name, String image, String... command) {
        String host = this.name + "." + name;
        List<String> arguments = new ArrayList<>(List.of("run", "--detach", "--name", host, "--network", this.name));
        arguments.add(image);
        arguments.addAll(List.of(command));
        containers.add(Docker.run(arguments.toArray(String[]::new)));
        return host + ":8080";
    }

    /** A name on the network that no container has. */
    String nobody() {
        return name + ".nobody:8080";
    }

    void killApplication(String upstream) {
        Docker.run("kill", upstream.substring(0, upstream.lastIndexOf(':')));
    }

    /** Whether waiting connections can go from a listener that closes to another one: Linux 5.14. */
    static boolean kernelHandsOver() {
        return Files.exists(Path.of("/proc/sys/net/ipv4/tcp_migrate_req"));
    }

    void startProxy(HttpProxy proxy) {
        HttpProxy.Launch launch = proxy.launch();
        List<String> arguments = new ArrayList<>(List.of("run", "--detach", "--network", name));
        arguments.addAll(List.of(
                "--mount", "type=bind,source=" + launch.controlDirectory() + ",target=" + launch.controlTarget()));
        launch.user().ifPresent(u -> arguments.addAll(List.of("--user", u)));
        launch.workingDirectory().ifPresent(d -> arguments.addAll(List.of("--workdir", d)));
        if (kernelHandsOver()) {
            arguments.addAll(List.of("--sysctl", "net.ipv4.tcp_migrate_req=1"));
        }
        arguments.addAll(List.of("--publish", "127.0.0.1::80", proxy.defaultImage()));
        arguments.addAll(launch.command());
        this.proxy = Docker.run(arguments.toArray(String[]::new));
        containers.add(this.proxy);
    }

    void stopProxy() {
        Docker.run("stop", proxy);
    }

    void killProxy() {
        Docker.run("kill", proxy);
    }

    void startProxyAgain() {
        Docker.run("start", proxy);
    }

    int exitCodeOfProxy() {
        return Integer.parseInt(Docker.run("inspect", "--format", "{{.State.ExitCode}}", proxy));
    }

    /** The port on loopback; the engine chooses a new one at every start. */
    int port() {
        String address = Docker.run("port", proxy, "80/tcp").lines().findFirst().orElseThrow();
        return Integer.parseInt(address.substring(address.lastIndexOf(':') + 1));
    }

    @Override
    public void close() {
        List<String> removal = new ArrayList<>(List.of("rm", "--force", "--volumes"));
        removal.addAll(containers);
        Docker.run(removal.toArray(String[]::new));
        Docker.run("network", "rm", network);
    }
}

package io.portolan.testkit.proxy;

import io.portolan.engine.port.HttpProxy;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
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
    private int port;
    private int securePort;

    ProxyWorld() {
        network = Docker.run("network", "create", name);
    }

    /** Starts an application that tells its name as its greeting; returns {@code host:port}. */
    String application(String greeting) {
        return application(greeting, 8080);
    }

    String application(String greeting, int port) {
        run(greeting, List.of("--env", "GREETING=" + greeting, "--env", "PORT=" + port, APPLICATION));
        return host(greeting) + ":" + port;
    }

    /** Starts a script that stands beside this class and listens on port 8080. */
    String script(String script) {
        String of = script.replace('.', '-');
        run(of, List.of(APPLICATION, "python3", "-c", source(script)));
        return host(of) + ":8080";
    }

    private String host(String of) {
        return name + "." + of;
    }

    private void run(String of, List<String> image) {
        List<String> arguments = new ArrayList<>(List.of("run", "--detach", "--name", host(of), "--network", name));
        arguments.addAll(image);
        containers.add(Docker.run(arguments.toArray(String[]::new)));
    }

    private static String source(String script) {
        try (InputStream in = ProxyWorld.class.getResourceAsStream(script)) {
            if (in == null) {
                throw new IllegalStateException("there is no script " + script);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException("script " + script + " cannot be read", e);
        }
    }

    /** A name on the network that no container has. */
    String nobody() {
        return name + ".nobody:8080";
    }

    void killApplication(String upstream) {
        Docker.run("kill", containerOf(upstream));
    }

    void startApplication(String upstream) {
        Docker.run("start", containerOf(upstream));
    }

    /** Starts it again, at an address that it did not have before. */
    void moveApplication(String upstream) {
        String former = addressOf(upstream);
        Docker.run("kill", containerOf(upstream));
        // Takes the address that has become free.
        run("placeholder-" + containers.size(), List.of(APPLICATION));
        Docker.run("start", containerOf(upstream));
        if (addressOf(upstream).equals(former)) {
            throw new IllegalStateException(upstream + " has the address that it had");
        }
    }

    private String addressOf(String upstream) {
        return Docker.run(
                "inspect",
                "--format",
                "{{range .NetworkSettings.Networks}}{{.IPAddress}}{{end}}",
                containerOf(upstream));
    }

    private static String containerOf(String upstream) {
        return upstream.substring(0, upstream.lastIndexOf(':'));
    }

    /** The address that visitors from this machine come with. */
    String gateway() {
        return Docker.run("network", "inspect", "--format", "{{(index .IPAM.Config 0).Gateway}}", network);
    }

    /** Whether waiting connections can go from a listener that closes to another one: Linux 5.14. */
    static boolean kernelHandsOver() {
        return Files.exists(Path.of("/proc/sys/net/ipv4/tcp_migrate_req"));
    }

    String versionOf(String image, HttpProxy.Launch launch) {
        List<String> arguments = new ArrayList<>(List.of("run", "--rm", "--network", "none", image));
        arguments.addAll(launch.version());
        return Docker.run(arguments.toArray(String[]::new));
    }

    void startProxy(String image, HttpProxy proxy) {
        HttpProxy.Launch launch = proxy.launch();
        List<String> arguments = new ArrayList<>(List.of("run", "--detach", "--network", name));
        arguments.addAll(List.of(
                "--mount", "type=bind,source=" + launch.controlDirectory() + ",target=" + launch.controlTarget()));
        launch.user().ifPresent(u -> arguments.addAll(List.of("--user", u)));
        launch.workingDirectory().ifPresent(d -> arguments.addAll(List.of("--workdir", d)));
        if (kernelHandsOver()) {
            arguments.addAll(List.of("--sysctl", "net.ipv4.tcp_migrate_req=1"));
        }
        arguments.addAll(List.of("--publish", "127.0.0.1::80", "--publish", "127.0.0.1::443", image));
        arguments.addAll(launch.command());
        this.proxy = Docker.run(arguments.toArray(String[]::new));
        containers.add(this.proxy);
        findPorts();
    }

    void stopProxy() {
        Docker.run("stop", proxy);
    }

    void killProxy() {
        Docker.run("kill", proxy);
    }

    /** It is there and does nothing, until it is told to go on. */
    void pauseProxy() {
        Docker.run("pause", proxy);
    }

    void unpauseProxy() {
        Docker.run("unpause", proxy);
    }

    void startProxyAgain() {
        Docker.run("start", proxy);
        findPorts();
    }

    int exitCodeOfProxy() {
        return Integer.parseInt(Docker.run("inspect", "--format", "{{.State.ExitCode}}", proxy));
    }

    /** The engine chooses new ones at every start. */
    private void findPorts() {
        port = published("80/tcp");
        securePort = published("443/tcp");
    }

    private int published(String inside) {
        String address = Docker.run("port", proxy, inside).lines().findFirst().orElseThrow();
        return Integer.parseInt(address.substring(address.lastIndexOf(':') + 1));
    }

    /** That for HTTP, on loopback. */
    int port() {
        return port;
    }

    /** That for HTTPS, on loopback. */
    int securePort() {
        return securePort;
    }

    @Override
    public void close() {
        List<String> removal = new ArrayList<>(List.of("rm", "--force", "--volumes"));
        removal.addAll(containers);
        Docker.run(removal.toArray(String[]::new));
        Docker.run("network", "rm", network);
    }
}

package io.portolan.e2e;

import com.fasterxml.jackson.databind.node.TextNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Stacks of every kind, and containers of strangers on networks of every kind, that all say who they are. */
final class ReachScene implements AutoCloseable {
    /** On all IPv4 addresses, on the loopback only, on all IPv6 addresses only. */
    private static final String ALL = "0.0.0.0|8080 127.0.0.1|8081 ::|8082";

    private static final Map<String, List<String>> STACKS = Map.of(
            "alpha", List.of("web", "postgres", "guest", "public", "meeting"),
            "beta", List.of("web", "postgres", "meeting", "home", "alone", "six"),
            "gamma", List.of("gate", "store", "edge", "six"),
            "delta", List.of("web"));

    private final Portolan portolan = Portolan.up();
    private final Path folder;
    private final String mark = "reach" + ProcessHandle.current().pid();
    private final List<String> networks = new ArrayList<>();
    private final List<String> strangers = new ArrayList<>();
    private final int published = Portolan.freePort();
    private final int loopback = Portolan.freePort();
    private final int host = Portolan.freePort();
    private final int hostLoopback = Portolan.freePort();
    private final int strangersPort = Portolan.freePort();
    private final Map<String, Listener> listeners = new LinkedHashMap<>();

    /** A container that answers with {@code who}, at these places. */
    record Listener(String who, List<String> places) {}

    ReachScene() {
        try {
            folder = Files.createTempDirectory("portolan-reach");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void set() {
        String shared = network("shared");
        deploy("alpha", "--domain", "web=http://alpha.localhost");
        deploy("beta", "--domain", "web=http://beta.localhost");
        deploy("gamma", "--domain", "gate=http://gamma.localhost");
        portolan.run("destination", "add", "office").ok();
        deploy("delta", "--destination", "office", "--domain", "web=http://delta.localhost");

        String apart = network("apart", "-o", "com.docker.network.bridge.enable_icc=false");
        String untranslated = network("untranslated", "-o", "com.docker.network.bridge.enable_ip_masquerade=false");
        String inside = network("inside", "--internal");
        stranger("neighbour", "--network", shared, "--network-alias", "postgres");
        stranger("apart1", "--network", apart, "-p", strangersPort + ":8080");
        stranger("apart2", "--network", apart);
        stranger("untranslated", "--network", untranslated);
        stranger("inside", "--network", inside);
        stranger("bridged", "--network", "bridge");
        STACKS.forEach((stack, services) -> services.forEach(
                s -> listeners.put(portolan.container(stack, s), new Listener(stack + "/" + s, places(stack, s)))));
    }

    private List<String> places(String stack, String service) {
        return switch (stack + "/" + service) {
            case "alpha/guest" -> List.of("0.0.0.0|8180", "127.0.0.1|8181");
            case "beta/home" -> List.of("0.0.0.0|" + host, "127.0.0.1|" + hostLoopback);
            default -> List.of(ALL.split(" "));
        };
    }

    private String network(String name, String... options) {
        List<String> command = new ArrayList<>(List.of("network", "create"));
        command.addAll(List.of(options));
        command.add(mark + "-" + name);
        Shell.docker(command.toArray(String[]::new)).ok();
        networks.add(mark + "-" + name);
        return mark + "-" + name;
    }

    private void stranger(String name, String... options) {
        String container = mark + "-" + name;
        List<String> command = new ArrayList<>(List.of("run", "-d", "--init", "--name", container));
        command.addAll(List.of("-e", "WHO=" + name, "-e", "LISTEN=" + ALL));
        command.addAll(List.of(options));
        command.addAll(List.of("busybox", "python3", "-uc", script("listen.py")));
        Shell.docker(command.toArray(String[]::new)).ok();
        strangers.add(container);
        listeners.put(container, new Listener(name, List.of(ALL.split(" "))));
    }

    private void deploy(String stack, String... options) {
        String text = script(stack + ".yaml")
                .replace("@listen@", "[python3, -uc, " + TextNode.valueOf(script("listen.py")) + "]")
                .replace("@all@", "\"" + ALL + "\"")
                .replace("@shared@", mark + "-shared")
                .replace("@published@", String.valueOf(published))
                .replace("@loopback@", String.valueOf(loopback))
                .replace("@host@", String.valueOf(host))
                .replace("@hostloopback@", String.valueOf(hostLoopback));
        try {
            portolan.deploy(Files.writeString(folder.resolve(stack + ".yaml"), text), stack, options)
                    .ok();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String script(String name) {
        try (var in = ReachScene.class.getResourceAsStream("/reach/" + name)) {
            return new String(Objects.requireNonNull(in, name).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Portolan portolan() {
        return portolan;
    }

    /** By container. */
    Map<String, Listener> listeners() {
        return listeners;
    }

    List<Integer> hostPorts() {
        return List.of(published, loopback, host, hostLoopback, strangersPort, portolan.httpPort(), portolan.apiPort());
    }

    @Override
    public void close() {
        strangers.forEach(s -> Shell.docker("rm", "-f", s).ok());
        portolan.close();
        networks.forEach(n -> Shell.docker("network", "rm", n).ok());
        ShopStack.delete(folder.resolve("alpha.yaml"));
    }
}

package io.portolan.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;

/** A small site: a web server, a cache that only it reaches, and a migration that has to run once. */
final class ShopStack {
    static final String NAME = "shop";
    static final String HOST = "shop.localhost";

    private static final String FILE = """
            services:
              web:
                image: portolan-test/http:1
                environment: {GREETING: hello}
                depends_on:
                  cache: {condition: service_started}
                  migrate: {condition: service_completed_successfully}
              cache:
                image: redis:7
              migrate:
                image: busybox:latest
                command: [sh, -c, "echo ran >> /log/runs"]
                volumes: [log:/log]
            volumes: {log: {}}
            """;

    private final Portolan portolan;
    private final Path file;

    private ShopStack(Portolan portolan, Path file) {
        this.portolan = portolan;
        this.file = file;
    }

    static ShopStack deployed(Portolan portolan) {
        ShopStack shop = new ShopStack(portolan, write(FILE));
        shop.deploy();
        return shop;
    }

    /** A Compose file with the text, in the instance-independent temporary folder. */
    static Path write(String compose) {
        try {
            Path file = Files.createTempDirectory("portolan-e2e-stack").resolve("compose.yaml");
            return Files.writeString(file, compose);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void deploy() {
        portolan.deploy(file, NAME, "--domain", "web=http://" + HOST).ok();
    }

    String container(String service) {
        return portolan.container(NAME, service);
    }

    boolean serves() {
        return portolan.code(HOST) == 200;
    }

    /** The stack's own network. */
    String privateNetwork() {
        return network("-1-" + NAME);
    }

    /** The network of the default destination. */
    String destinationNetwork() {
        return network("-2-default");
    }

    private String network(String part) {
        return networks(container("web")).stream()
                .filter(n -> n.contains(part))
                .findFirst()
                .orElseThrow(() -> new AssertionError("web is on no network like " + part));
    }

    static List<String> networks(String container) {
        return Shell.docker(
                        "inspect",
                        "-f",
                        "{{range $k, $v := .NetworkSettings.Networks}}{{println $k}}{{end}}",
                        container)
                .ok()
                .out()
                .lines()
                .filter(l -> !l.isBlank())
                .toList();
    }

    /** Whether one service reaches another by its name in the file. */
    boolean resolves(String from, String name) {
        return Shell.docker("exec", container(from), "getent", "hosts", name).exit() == 0;
    }

    /** How often the migration has run. */
    int migrations() {
        String volume = portolan.show(NAME).get("volumes").get(0).get("name").asText();
        return (int) Shell.docker("run", "--rm", "-v", volume + ":/log", "busybox:latest", "cat", "/log/runs")
                .ok()
                .out()
                .lines()
                .count();
    }

    /** The engine's word for the state of a service's container, or {@code missing}. */
    String state(String service) {
        for (JsonNode s : portolan.show(NAME).get("services")) {
            if (s.get("name").asText().equals(service)) {
                return s.get("containers").isEmpty()
                        ? "missing"
                        : s.get("containers").get(0).get("state").asText();
            }
        }
        throw new AssertionError("no service " + service);
    }

    static void delete(Path file) {
        try (var files = Files.walk(file.getParent())) {
            for (Path path : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void deleteFile() {
        delete(file);
    }
}

package io.portolan.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import io.portolan.e2e.Shell.Result;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** One Portolan instance, brought up as a user does, and purged at the end. */
final class Portolan implements AutoCloseable {
    private static final Duration COMMAND = Duration.ofMinutes(5);

    private final Path data;
    private final int apiPort;
    private final int httpPort;
    private final int httpsPort;
    private final HttpClient http = HttpClient.newBuilder()
            .connectTimeout(Duration.ofSeconds(3))
            .version(HttpClient.Version.HTTP_1_1)
            .build();

    private Portolan(Path data, int apiPort, int httpPort, int httpsPort) {
        this.data = data;
        this.apiPort = apiPort;
        this.httpPort = httpPort;
        this.httpsPort = httpsPort;
    }

    static Portolan up() {
        return up(freePort());
    }

    static Portolan up(int httpPort) {
        Lab.endpoint();
        Portolan portolan = prepared(httpPort);
        portolan.upAgain().ok();
        return portolan;
    }

    /** Chosen, but not started. */
    static Portolan prepared() {
        return prepared(freePort());
    }

    static Portolan prepared(int httpPort) {
        try {
            return new Portolan(Files.createTempDirectory("portolan-e2e"), freePort(), httpPort, freePort());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Chosen, but not started, with its data in this folder. */
    static Portolan in(Path data) {
        return new Portolan(data, freePort(), freePort(), freePort());
    }

    static int freePort() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Result upAgain(String... more) {
        List<String> arguments = new ArrayList<>(List.of("up"));
        arguments.addAll(settings());
        arguments.addAll(List.of(more));
        return run(arguments);
    }

    /** As {@code up} and {@code daemon} take them. */
    List<String> settings() {
        return List.of(
                "--data=" + data,
                "--docker=" + Lab.endpoint(),
                "--api-port=" + apiPort,
                "--http-port=" + httpPort,
                "--https-port=" + httpsPort);
    }

    Result run(String... arguments) {
        return run(List.of(arguments));
    }

    Result run(List<String> arguments) {
        return run(Map.of(), arguments);
    }

    Result run(Map<String, String> more, List<String> arguments) {
        Map<String, String> all = new HashMap<>(environment());
        all.putAll(more);
        return Shell.run(all, COMMAND, command(arguments));
    }

    /** Begins a command, to do something else before it has ended. */
    LiveCommand begin(String... arguments) {
        return LiveCommand.start(environment(), command(List.of(arguments)));
    }

    private Map<String, String> environment() {
        return Map.of("PORTOLAN_DATA", data.toString());
    }

    static List<String> command(List<String> arguments) {
        List<String> command =
                new ArrayList<>(List.of(Lab.repository().resolve("portolan").toString()));
        command.addAll(arguments);
        return command;
    }

    Result deploy(Path file, String name, String... more) {
        List<String> arguments =
                new ArrayList<>(List.of("stack", "deploy", "-f", file.toString(), "--name", name, "--yes"));
        arguments.addAll(List.of(more));
        return run(arguments);
    }

    Result plan(Path file, String name, String... more) {
        List<String> arguments =
                new ArrayList<>(List.of("stack", "plan", "-f", file.toString(), "--name", name, "--json"));
        arguments.addAll(List.of(more));
        return run(arguments);
    }

    JsonNode show(String stack) {
        return run("stack", "show", stack, "--json").ok().json();
    }

    JsonNode status() {
        return run("status", "--json").ok().json();
    }

    /** The containers of a stack as {@code stack show} tells them. */
    List<JsonNode> containers(String stack) {
        List<JsonNode> found = new ArrayList<>();
        show(stack).get("services").forEach(s -> s.get("containers").forEach(found::add));
        return found;
    }

    String container(String stack, String service) {
        for (JsonNode s : show(stack).get("services")) {
            if (s.get("name").asText().equals(service)) {
                return s.get("containers").get(0).get("name").asText();
            }
        }
        throw new AssertionError("no service " + service + " in " + stack);
    }

    String proxy() {
        return Shell.docker(
                        "ps",
                        "-a",
                        "--format",
                        "{{.Names}}",
                        "--filter",
                        "label=portolan.role=proxy",
                        "--filter",
                        "label=portolan.instance=" + instance())
                .ok()
                .out()
                .strip();
    }

    String instance() {
        return status().get("daemon").get("instance").asText();
    }

    /** All that carries the instance's label: containers with the time of their start, networks, volumes. */
    List<String> made() {
        return made(instance());
    }

    static List<String> made(String instance) {
        String mine = "label=portolan.instance=" + instance;
        List<String> found = new ArrayList<>();
        Shell.docker("network", "ls", "--no-trunc", "-q", "--filter", mine)
                .ok()
                .out()
                .lines()
                .map(id -> "network " + id)
                .forEach(found::add);
        Shell.docker("volume", "ls", "-q", "--filter", mine)
                .ok()
                .out()
                .lines()
                .map(name -> "volume " + name)
                .forEach(found::add);
        Shell.docker("ps", "-aq", "--no-trunc", "--filter", mine)
                .ok()
                .out()
                .lines()
                .map(id -> Shell.docker("inspect", "-f", "container {{.Name}} {{.Id}} {{.State.StartedAt}}", id)
                        .ok()
                        .out()
                        .strip())
                .forEach(found::add);
        found.sort(null);
        return found;
    }

    Path data() {
        return data;
    }

    int apiPort() {
        return apiPort;
    }

    int httpPort() {
        return httpPort;
    }

    int httpsPort() {
        return httpsPort;
    }

    /** What a visitor of the host gets through the proxy; empty if nobody answers. */
    Optional<HttpResponse<String>> visit(String host, String path) {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + httpPort + path))
                .header("Host", host)
                .timeout(Duration.ofSeconds(10))
                .build();
        try {
            return Optional.of(http.send(request, HttpResponse.BodyHandlers.ofString()));
        } catch (IOException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    /** What the API answers to a document, for what would take too long one command after the other. */
    HttpResponse<String> post(String path, String json) {
        try {
            String token = Files.readString(data.resolve("admin.token")).strip();
            HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + apiPort + path))
                    .header("Authorization", "Bearer " + token)
                    .header("Content-Type", "application/json")
                    .timeout(COMMAND)
                    .POST(HttpRequest.BodyPublishers.ofString(json))
                    .build();
            return http.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    /** What a visitor reads in the JSON answer of the lab's test server. */
    JsonNode answer(String host, String path) {
        HttpResponse<String> response =
                visit(host, path).orElseThrow(() -> new AssertionError("nobody answers " + host));
        return new Result(List.of(host + path), response.statusCode(), response.body(), "")
                .exit(200)
                .json();
    }

    /** A command that goes on until it is closed. */
    Background follow(String... arguments) {
        List<String> command =
                new ArrayList<>(List.of(Lab.repository().resolve("portolan").toString()));
        command.addAll(List.of(arguments));
        return Background.start(Map.of("PORTOLAN_DATA", data.toString()), command);
    }

    /** The status a visitor gets, 0 if nobody answers. */
    int code(String host) {
        return visit(host, "/").map(HttpResponse::statusCode).orElse(0);
    }

    /** Waits until the condition holds; the description is for the one who reads the failure. */
    static void eventually(String description, Duration timeout, Supplier<Boolean> condition) {
        long deadline = System.nanoTime() + timeout.toNanos();
        while (!condition.get()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("not within " + timeout.toSeconds() + " s: " + description);
            }
            try {
                Thread.sleep(100);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new AssertionError("interrupted", e);
            }
        }
    }

    long daemonPid() {
        return ProcessHandle.allProcesses()
                .filter(p -> p.info()
                        .arguments()
                        .map(List::of)
                        .orElse(List.of())
                        .containsAll(List.of("daemon", "--data=" + data)))
                .filter(p -> p.info().command().orElse("").endsWith("java"))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no daemon of " + data + " runs"))
                .pid();
    }

    String daemonLog() {
        try {
            Path log = data.resolve("daemon.log");
            return Files.exists(log) ? Files.readString(log) : "(no log)";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        Result purged = run("down", "--purge", "--data=" + data, "--docker=" + Lab.endpoint());
        if (purged.exit() != 0) {
            throw new AssertionError("not purged: " + purged.all());
        }
    }
}

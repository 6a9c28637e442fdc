package io.portolan.cli;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;

/** Answers requests with what a test says, in order; the last answer of a path is given again. */
final class FakeDaemon implements AutoCloseable {
    static final String ENV = "/api/v1/projects/default/environments/production";
    static final String TOKEN = "t0ken";

    private final HttpServer server;
    private final Map<String, Deque<Canned>> answers = new HashMap<>();
    final List<Asked> asked = new ArrayList<>();

    record Canned(int status, String type, String body) {}

    record Asked(String request, String authorization, String body) {}

    FakeDaemon() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", this::handle);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    FakeDaemon json(String request, int status, String body) {
        return answer(request, new Canned(status, "application/json", body));
    }

    FakeDaemon problem(String request, int status, String body) {
        return answer(request, new Canned(status, "application/problem+json", body));
    }

    FakeDaemon lines(String request, String body) {
        return answer(request, new Canned(200, "application/x-ndjson", body));
    }

    FakeDaemon events(String request, String... documents) {
        StringBuilder body = new StringBuilder(": hello\n\n");
        for (String document : documents) {
            body.append("event: progress\ndata: ").append(document).append("\n\n");
        }
        return answer(request, new Canned(200, "text/event-stream", body.toString()));
    }

    synchronized FakeDaemon answer(String request, Canned answer) {
        answers.computeIfAbsent(request, r -> new ArrayDeque<>()).add(answer);
        return this;
    }

    private void handle(HttpExchange exchange) throws IOException {
        String request = exchange.getRequestMethod() + " " + exchange.getRequestURI();
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        Canned answer = next(request, exchange.getRequestHeaders().getFirst("Authorization"), body);
        byte[] bytes = answer.body().getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", answer.type());
        exchange.sendResponseHeaders(answer.status(), bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private synchronized Canned next(String request, String authorization, String body) {
        asked.add(new Asked(request, String.valueOf(authorization), body));
        Deque<Canned> canned = answers.getOrDefault(request, new ArrayDeque<>());
        if (canned.isEmpty()) {
            return new Canned(
                    404,
                    "application/problem+json",
                    "{\"type\":\"about:blank\",\"title\":\"Not found\",\"status\":404,\"detail\":\"nothing at "
                            + request.replace("\"", "'") + "\",\"diagnostics\":[]}");
        }
        return canned.size() > 1 ? canned.poll() : canned.element();
    }

    synchronized List<String> requests() {
        return asked.stream().map(Asked::request).toList();
    }

    synchronized Asked last(String request) {
        return asked.reversed().stream()
                .filter(a -> a.request().equals(request))
                .findFirst()
                .orElseThrow();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}

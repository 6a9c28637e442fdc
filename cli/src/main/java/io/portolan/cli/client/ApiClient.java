package io.portolan.cli.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Requests to the daemon. All methods throw {@link ApiProblem} and {@link DaemonUnreachable}. */
public final class ApiClient implements AutoCloseable {
    private static final Duration CONNECT = Duration.ofSeconds(5);

    private final Connection connection;
    private final HttpClient http;

    public ApiClient(Connection connection) {
        this.connection = connection;
        this.http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(CONNECT)
                .build();
    }

    public JsonNode get(Resource resource) {
        return document(request(resource).GET());
    }

    /** All pages of a list, as one {@code {"items":[…],"next":null}}. */
    public ObjectNode list(Resource resource) {
        ObjectNode all = Json.object();
        ArrayNode items = all.putArray("items");
        Resource page = resource;
        while (true) {
            JsonNode document = get(page);
            document.path("items").forEach(items::add);
            String next = Json.text(document, "next");
            if (next.isEmpty()) {
                return all.putNull("next");
            }
            page = resource.with("cursor", next);
        }
    }

    public JsonNode post(Resource resource) {
        return document(request(resource).POST(BodyPublishers.noBody()));
    }

    public JsonNode post(Resource resource, JsonNode body) {
        return document(withBody(request(resource), body));
    }

    public void delete(Resource resource) {
        document(request(resource).DELETE());
    }

    /**
     * Hands each document of a stream (server-sent events, or JSON lines) to {@code sink}, until it ends; an answer that
     * is no stream is a document too.
     */
    public void stream(Resource resource, Consumer<JsonNode> sink) {
        stream(request(resource).GET(), sink);
    }

    public void stream(Resource resource, JsonNode body, Consumer<JsonNode> sink) {
        stream(withBody(request(resource), body), sink);
    }

    private HttpRequest.Builder request(Resource resource) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(connection.url() + resource.toString()));
        connection.token().ifPresent(token -> request.header("Authorization", "Bearer " + token.reveal()));
        return request;
    }

    private static HttpRequest.Builder withBody(HttpRequest.Builder request, JsonNode body) {
        return request.header("Content-Type", "application/json").POST(BodyPublishers.ofString(Json.compact(body)));
    }

    private JsonNode document(HttpRequest.Builder request) {
        HttpResponse<String> response =
                send(request.header("Accept", "application/json, application/problem+json"), BodyHandlers.ofString());
        return Answer.document(connection, response.statusCode(), response.body());
    }

    private void stream(HttpRequest.Builder request, Consumer<JsonNode> sink) {
        request.header("Accept", "text/event-stream, application/x-ndjson, application/problem+json");
        HttpResponse<InputStream> response = send(request, BodyHandlers.ofInputStream());
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8))) {
            if (response.statusCode() != 200) {
                Answer.document(connection, response.statusCode(), lines.readAllAsString());
                throw new IllegalStateException("a stream answered with HTTP status " + response.statusCode());
            }
            String type = response.headers().firstValue("Content-Type").orElse("");
            if (type.startsWith("application/json")) {
                sink.accept(Answer.document(connection, response.statusCode(), lines.readAllAsString()));
                return;
            }
            boolean events = type.startsWith("text/event-stream");
            new DocumentStream(lines, events).forEach(document -> sink.accept(unlessProblem(document)));
        } catch (IOException e) {
            throw DaemonUnreachable.lost(connection.url(), e);
        }
    }

    /** What goes wrong after a stream has begun comes as its last document. */
    private static JsonNode unlessProblem(JsonNode document) {
        if (document.size() == 1 && document.has("problem")) {
            JsonNode problem = document.path("problem");
            throw new ApiProblem(problem.path("status").asInt(500), problem);
        }
        return document;
    }

    private <T extends @Nullable Object> HttpResponse<T> send(HttpRequest.Builder request, BodyHandler<T> handler) {
        try {
            return http.send(request.build(), handler);
        } catch (ConnectException | HttpConnectTimeoutException e) {
            throw DaemonUnreachable.noConnection(connection.url(), e);
        } catch (IOException e) {
            throw DaemonUnreachable.lost(connection.url(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw DaemonUnreachable.lost(connection.url(), new InterruptedIOException("interrupted"));
        }
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}

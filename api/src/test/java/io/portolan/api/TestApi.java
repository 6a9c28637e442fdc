package io.portolan.api;

import com.fasterxml.jackson.databind.JsonNode;
import io.portolan.api.http.Routes.Endpoint;
import io.portolan.api.http.Streams;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;

/** A running API before a fake platform. Every answer that it gives to {@link #send} is checked against the contract. */
final class TestApi implements AutoCloseable {
    static final String ENV = "/api/v1/projects/default/environments/production";
    private static final Contract CONTRACT = new Contract();
    private static final Duration PULSE = Duration.ofMillis(50);

    final FakePlatform fake = new FakePlatform();
    /** Operations that have answered with success. */
    final Set<String> answered = new ConcurrentSkipListSet<>();

    private final ApiServer server;
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    TestApi() {
        this(InstantSource.system());
    }

    TestApi(InstantSource clock) {
        server = new ApiServer(fake.platform(), ApiSettings.onLoopback(0), clock, new Streams(PULSE, PULSE));
        server.start();
    }

    static Contract contract() {
        return CONTRACT;
    }

    ApiServer server() {
        return server;
    }

    List<Endpoint> endpoints() {
        return server.endpoints();
    }

    /** An answer, read to its end. */
    record Answer(int status, String contentType, String body, HttpResponse<String> response) {
        JsonNode json() {
            return Contract.parse(body);
        }

        /** The code of its first diagnostic. */
        String code() {
            return json().at("/diagnostics/0/code").asText();
        }

        String header(String name) {
            return response.headers().firstValue(name).orElse("");
        }
    }

    Answer get(String path) {
        return send(request("GET", path, BodyPublishers.noBody()));
    }

    Answer delete(String path) {
        return send(request("DELETE", path, BodyPublishers.noBody()));
    }

    Answer post(String path) {
        return send(request("POST", path, BodyPublishers.noBody()));
    }

    Answer post(String path, String body) {
        return send(request("POST", path, BodyPublishers.ofString(body)));
    }

    HttpRequest.Builder request(String method, String path, BodyPublisher body) {
        return bare(method, path, body).header("Authorization", "Bearer " + FakePlatform.TOKEN);
    }

    /** Without a token. */
    HttpRequest.Builder bare(String method, String path, BodyPublisher body) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
                .timeout(Duration.ofSeconds(20))
                .method(method, body);
    }

    Answer send(HttpRequest.Builder builder) {
        HttpRequest request = builder.build();
        try {
            HttpResponse<String> response = http.send(request, BodyHandlers.ofString());
            String type = response.headers().firstValue("Content-Type").orElse("");
            Answer answer = new Answer(response.statusCode(), type, response.body(), response);
            CONTRACT.operation(request.method(), request.uri().getPath()).ifPresent(operation -> {
                CONTRACT.check(operation, answer.status(), type, answer.body());
                if (answer.status() < 300) {
                    answered.add(operation.toString());
                }
            });
            return answer;
        } catch (IOException e) {
            throw new AssertionError("no answer to " + request, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    /** The answer as it comes in; closing it is how a client leaves. */
    InputStream stream(HttpRequest.Builder request) throws IOException, InterruptedException {
        return http.send(request.build(), BodyHandlers.ofInputStream()).body();
    }

    @Override
    public void close() {
        http.shutdownNow();
        server.close();
    }
}

package io.portolan.docker;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.github.dockerjava.transport.DockerHttpClient;
import com.github.dockerjava.transport.DockerHttpClient.Request;
import com.github.dockerjava.transport.DockerHttpClient.Response;
import com.github.dockerjava.zerodep.ZerodepDockerHttpClient;
import io.portolan.engine.port.RuntimeFault;
import io.portolan.engine.port.RuntimeFault.Kind;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Requests to the engine, each with a deadline, and one place where its errors become {@link RuntimeFault}s. */
final class EngineHttp implements AutoCloseable {
    static final ObjectMapper JSON = JsonMapper.builder().build();
    static final Duration USUAL = Duration.ofSeconds(60);
    private static final int CONNECTIONS = 500;

    private final String endpoint;
    private final DockerHttpClient client;
    private final ApiVersion version;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    EngineHttp(String endpoint) {
        this.endpoint = endpoint;
        this.client = new ZerodepDockerHttpClient.Builder()
                .dockerHost(URI.create(endpoint))
                .maxConnections(CONNECTIONS)
                .connectionTimeout(Duration.ofSeconds(5))
                .build();
        this.version = new ApiVersion();
    }

    String endpoint() {
        return endpoint;
    }

    /** The API version both sides know; asks the engine the first time, and again after it was away. */
    ApiVersion.Negotiated negotiated() {
        return version.get(() -> within(Duration.ofSeconds(5), () -> {
            try (Response ping = client.execute(request("GET", "/_ping", null).build())) {
                return ApiVersion.negotiate(ping);
            }
        }));
    }

    JsonNode get(String path) {
        return call("GET", path, null, USUAL);
    }

    /** Empty where the engine knows no such thing. */
    Optional<JsonNode> find(String path) {
        try {
            return Optional.of(get(path));
        } catch (RuntimeFault fault) {
            if (fault.kind() == Kind.NOT_FOUND || fault.kind() == Kind.IMAGE_NOT_FOUND) {
                return Optional.empty();
            }
            throw fault;
        }
    }

    JsonNode post(String path, @Nullable JsonNode body) {
        return call("POST", path, body, USUAL);
    }

    JsonNode call(String method, String path, @Nullable JsonNode body, Duration deadline) {
        String versioned = negotiated().path(path);
        return within(deadline, () -> {
            try (Response response =
                    client.execute(request(method, versioned, body).build())) {
                byte[] answer = response.getBody().readAllBytes();
                EngineErrors.check(response.getStatusCode(), answer, method + " " + path);
                return answer.length == 0 ? MissingNode.getInstance() : JSON.readTree(answer);
            }
        });
    }

    /** Sends bytes, for example a tar archive. */
    void put(String path, byte[] body, String contentType) {
        String versioned = negotiated().path(path);
        within(USUAL, () -> {
            Request request = Request.builder()
                    .method("PUT")
                    .path(versioned)
                    .putHeader("Content-Type", contentType)
                    .bodyBytes(body)
                    .body(new ByteArrayInputStream(body))
                    .build();
            try (Response response = client.execute(request)) {
                EngineErrors.check(response.getStatusCode(), response.getBody().readAllBytes(), "PUT " + path);
                return true;
            }
        });
    }

    /** A stream that lives until it ends or is closed. The caller reads it with deadlines of its own, or none. */
    Response stream(String method, String path, @Nullable JsonNode body) {
        String versioned = negotiated().path(path);
        return within(USUAL, () -> {
            Response response = client.execute(request(method, versioned, body).build());
            if (response.getStatusCode() >= 400) {
                try (response) {
                    EngineErrors.check(
                            response.getStatusCode(), response.getBody().readAllBytes(), method + " " + path);
                }
            }
            return response;
        });
    }

    private static Request.Builder request(String method, String path, @Nullable JsonNode body) throws IOException {
        Request.Builder request = Request.builder().method(method).path(path);
        if (body != null) {
            byte[] bytes = JSON.writeValueAsBytes(body);
            request.putHeader("Content-Type", "application/json")
                    .bodyBytes(bytes)
                    .body(new ByteArrayInputStream(bytes));
        }
        return request;
    }

    /** The transport knows no deadline on unix sockets: the work runs in a thread that is interrupted when it is over. */
    <T> T within(Duration deadline, Callable<T> work) {
        Future<T> future = threads.submit(work);
        try {
            return future.get(deadline.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            future.cancel(true);
            throw new RuntimeFault(
                    Kind.UNREACHABLE, endpoint + " did not answer within " + deadline.toSeconds() + " s", e);
        } catch (InterruptedException e) {
            future.cancel(true);
            Thread.currentThread().interrupt();
            throw new RuntimeFault(Kind.UNREACHABLE, "asking " + endpoint + " was interrupted", e);
        } catch (ExecutionException e) {
            throw fault(e.getCause() == null ? e : e.getCause());
        }
    }

    RuntimeFault fault(Throwable cause) {
        if (cause instanceof RuntimeFault fault) {
            return fault;
        }
        if (cause instanceof IllegalStateException || cause instanceof IllegalArgumentException) {
            throw (RuntimeException) cause;
        }
        version.forget();
        return EngineErrors.unreachable(endpoint, cause);
    }

    @Override
    public void close() {
        threads.shutdownNow();
        try {
            client.close();
        } catch (IOException e) {
            throw new IllegalStateException("cannot close the connection to " + endpoint, e);
        }
    }
}

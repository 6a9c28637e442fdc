package io.portolan.docker;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.github.dockerjava.transport.DockerHttpClient;
import com.github.dockerjava.transport.DockerHttpClient.Request;
import com.github.dockerjava.transport.DockerHttpClient.Response;
import io.portolan.engine.port.RuntimeFault;
import io.portolan.engine.port.RuntimeFault.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Requests to the engine, each with a deadline. The transport knows none on unix sockets, so each request has a virtual
 * thread, which is interrupted when the time is over or the caller is interrupted; that closes its connection.
 */
final class EngineHttp implements AutoCloseable {
    static final ObjectMapper JSON = JsonMapper.builder().build();
    private static final Duration QUICK = Duration.ofSeconds(5);

    private final DockerEndpoint endpoint;
    private final DockerHttpClient client;
    private final AtomicReference<@Nullable ApiVersion> known = new AtomicReference<>();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    /** Reads the body of a good answer, in the request's thread. */
    @FunctionalInterface
    interface BodyReader<T> {
        T read(InputStream body) throws IOException;
    }

    EngineHttp(DockerEndpoint endpoint) {
        this.endpoint = endpoint;
        this.client = endpoint.open();
    }

    /** The version that both sides speak; asked for once, and again after the engine was away. */
    ApiVersion version() {
        ApiVersion version = known.get();
        return version != null ? version : ApiVersion.negotiate(askVersion());
    }

    /** What the engine says of itself, asked now. */
    JsonNode askVersion() {
        JsonNode answer = exchange(
                "",
                Call.to("ask for the engine's version", "GET", "/version").within(QUICK),
                body -> JSON.readTree(body.readAllBytes()));
        known.set(ApiVersion.negotiate(answer));
        return answer;
    }

    JsonNode send(Call call) {
        return stream(call, body -> {
            byte[] answer = body.readAllBytes();
            return answer.length == 0 ? MissingNode.getInstance() : JSON.readTree(answer);
        });
    }

    /** Empty where the engine knows no such thing. */
    Optional<JsonNode> find(Call call) {
        try {
            return Optional.of(send(call));
        } catch (RuntimeFault fault) {
            if (fault.kind() == Kind.NOT_FOUND || fault.kind() == Kind.IMAGE_NOT_FOUND) {
                return Optional.empty();
            }
            throw fault;
        }
    }

    /** The reader's own runtime exceptions reach the caller as they are. */
    <T> T stream(Call call, BodyReader<T> reader) {
        return exchange(version().prefix(), call, reader);
    }

    private <T> T exchange(String prefix, Call call, BodyReader<T> reader) {
        Request request = call.request(prefix);
        Future<T> answer = threads.submit(() -> {
            try (Response response = execute(request)) {
                InputStream body = call.deadline().watch(response.getBody());
                if (response.getStatusCode() >= 300 && response.getStatusCode() != 304) {
                    throw EngineErrors.fault(call.purpose(), response.getStatusCode(), body.readAllBytes());
                }
                return reader.read(body);
            }
        });
        try {
            return await(answer, call);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RuntimeFault(Kind.UNREACHABLE, "cannot " + call.purpose() + ": interrupted", e);
        } catch (ExecutionException e) {
            throw failure(call, e.getCause() == null ? e : e.getCause());
        } finally {
            answer.cancel(true);
        }
    }

    /** The transport wraps what the socket throws. */
    private Response execute(Request request) throws IOException {
        try {
            return client.execute(request);
        } catch (RuntimeException e) {
            if (e.getCause() instanceof IOException broken) {
                throw broken;
            }
            throw e;
        }
    }

    private <T> T await(Future<T> answer, Call call) throws InterruptedException, ExecutionException {
        while (true) {
            try {
                return answer.get(Math.max(1, call.deadline().left()), TimeUnit.NANOSECONDS);
            } catch (TimeoutException e) {
                if (call.deadline().left() <= 0) {
                    known.set(null);
                    throw EngineErrors.unreachable(
                            call.purpose(), endpoint, call.deadline().toString(), e);
                }
            }
        }
    }

    private RuntimeException failure(Call call, Throwable cause) {
        return switch (cause) {
            case JsonProcessingException e ->
                new RuntimeFault(
                        Kind.REFUSED, "cannot " + call.purpose() + ": what " + endpoint + " answers is not JSON", e);
            case IOException e -> {
                known.set(null);
                yield EngineErrors.unreachable(call.purpose(), endpoint, endpoint.advice(rootOf(e)), e);
            }
            case RuntimeException e -> e;
            case Error e -> throw e;
            default -> new IllegalStateException("no reader throws that", cause);
        };
    }

    private static Throwable rootOf(Throwable thrown) {
        Throwable root = thrown;
        while (root.getCause() != null && root.getCause() != root) {
            root = root.getCause();
        }
        return root;
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

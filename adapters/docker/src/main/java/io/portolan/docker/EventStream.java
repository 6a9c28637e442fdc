package io.portolan.docker;

import com.fasterxml.jackson.databind.JsonNode;
import io.portolan.engine.port.ContainerRuntime.EngineEvent;
import io.portolan.engine.port.RuntimeFault;
import io.portolan.engine.port.RuntimeFault.Kind;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/** One subscription to the engine's events, in a virtual thread of its own. */
final class EventStream implements AutoCloseable {
    private static final String TYPES = "{\"type\":[\"container\",\"network\",\"volume\",\"image\"]}";
    private static final Duration OPENING = Duration.ofSeconds(15);
    private static final String PURPOSE = "listen to the engine's events";

    private final EngineHttp http;
    private final Consumer<EngineEvent> sink;
    private final Consumer<RuntimeFault> lost;
    private final CompletableFuture<Boolean> opened = new CompletableFuture<>();
    private final Thread thread;
    private volatile boolean closed;

    private EventStream(EngineHttp http, Consumer<EngineEvent> sink, Consumer<RuntimeFault> lost) {
        this.http = http;
        this.sink = sink;
        this.lost = lost;
        this.thread = Thread.ofVirtual().name("engine-events").unstarted(this::listen);
    }

    /** Returns when the engine has begun to tell; what happens from then on reaches the sink. */
    static EventStream open(EngineHttp http, Consumer<EngineEvent> sink, Consumer<RuntimeFault> lost) {
        EventStream stream = new EventStream(http, sink, lost);
        stream.thread.start();
        try {
            stream.opened.get(OPENING.toMillis(), TimeUnit.MILLISECONDS);
            return stream;
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeFault fault ? fault : new IllegalStateException(e);
        } catch (TimeoutException e) {
            stream.close();
            throw new RuntimeFault(
                    Kind.UNREACHABLE, "cannot " + PURPOSE + ": no answer within " + OPENING.toSeconds() + " s", e);
        } catch (InterruptedException e) {
            stream.close();
            Thread.currentThread().interrupt();
            throw new RuntimeFault(Kind.UNREACHABLE, "cannot " + PURPOSE + ": interrupted", e);
        }
    }

    private void listen() {
        RuntimeFault end = end();
        if (!opened.completeExceptionally(end) && !closed) {
            lost.accept(end);
        }
    }

    private RuntimeFault end() {
        try {
            http.stream(Call.to(PURPOSE, "GET", "/events?filters={}", TYPES).by(Deadline.none()), this::read);
            return new RuntimeFault(Kind.UNREACHABLE, "the engine ended the stream of its events");
        } catch (RuntimeFault fault) {
            return fault;
        } catch (RuntimeException bug) {
            return new RuntimeFault(Kind.REFUSED, "the reader of the engine's events failed: " + bug, bug);
        }
    }

    private boolean read(InputStream body) throws IOException {
        opened.complete(true);
        BufferedReader lines = new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8));
        String line;
        while ((line = lines.readLine()) != null && !closed) {
            EngineEvent event = event(EngineHttp.JSON.readTree(line));
            // Every health check of every container is a command that is created, started and ended.
            if (!event.action().startsWith("exec_")) {
                sink.accept(event);
            }
        }
        return true;
    }

    private static EngineEvent event(JsonNode json) {
        Map<String, String> attributes = new HashMap<>();
        JsonNode actor = json.path("Actor");
        actor.path("Attributes")
                .properties()
                .forEach(e -> attributes.put(e.getKey(), e.getValue().asText()));
        return new EngineEvent(
                json.path("Type").asText(),
                json.path("Action").asText(),
                attributes.getOrDefault("name", actor.path("ID").asText()),
                attributes);
    }

    @Override
    public void close() {
        closed = true;
        thread.interrupt();
    }
}

package io.portolan.docker;

import com.fasterxml.jackson.databind.JsonNode;
import com.github.dockerjava.transport.DockerHttpClient.Response;
import io.portolan.engine.port.ContainerRuntime.EngineEvent;
import io.portolan.engine.port.ContainerRuntime.LogLine;
import io.portolan.engine.port.RuntimeFault;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Answers of the engine that go on: logs, the output of commands, events. */
final class Streams {
    private final EngineHttp http;

    Streams(EngineHttp http) {
        this.http = http;
    }

    Response open(String method, String path, @Nullable JsonNode body) {
        return http.stream(method, path, body);
    }

    /** Hands every line to the sink, until the stream ends or the sink throws. */
    void lines(String method, String path, @Nullable JsonNode body, boolean tty, Consumer<LogLine> sink) {
        try (Response response = open(method, path, body)) {
            if (tty) {
                new LineSplitter("stdout", sink).all(response.getBody());
            } else {
                Frames.read(response.getBody(), sink);
            }
        } catch (IOException e) {
            throw http.fault(e);
        }
    }

    AutoCloseable events(String path, Consumer<EngineEvent> sink, Consumer<RuntimeFault> lost) {
        Response response = open("GET", path, null);
        AtomicBoolean closed = new AtomicBoolean();
        Thread.ofVirtual().name("engine-events").start(() -> {
            RuntimeFault end = listen(response, sink);
            if (!closed.get()) {
                lost.accept(end);
            }
        });
        return () -> {
            closed.set(true);
            response.close();
        };
    }

    private RuntimeFault listen(Response response, Consumer<EngineEvent> sink) {
        try (response;
                BufferedReader lines =
                        new BufferedReader(new InputStreamReader(response.getBody(), StandardCharsets.UTF_8))) {
            String line;
            while ((line = lines.readLine()) != null) {
                sink.accept(event(EngineHttp.JSON.readTree(line)));
            }
            return new RuntimeFault(RuntimeFault.Kind.UNREACHABLE, http.endpoint() + " ended the stream of events");
        } catch (IOException e) {
            return http.fault(e);
        }
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
}

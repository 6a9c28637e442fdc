package io.portolan.docker;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.portolan.engine.port.ContainerRuntime.LogLine;
import io.portolan.model.stack.Hooks.Hook;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/** Logs and the output of commands. */
final class Streams {
    private static final Duration EXIT_CODE = Duration.ofSeconds(5);
    private static final Duration PAUSE = Duration.ofMillis(20);

    private final EngineHttp http;

    Streams(EngineHttp http) {
        this.http = http;
    }

    void logs(String container, int tail, boolean follow, Consumer<LogLine> sink) {
        String purpose = "read the log of container " + container;
        boolean tty = http.send(Call.to(purpose, "GET", "/containers/{}/json", container))
                .path("Config")
                .path("Tty")
                .asBoolean();
        Call call = Call.to(
                        purpose,
                        "GET",
                        "/containers/{}/logs?stdout=true&stderr=true&follow={}&tail={}",
                        container,
                        follow,
                        tail < 0 ? "all" : tail)
                .by(Deadline.none());
        http.stream(call, body -> {
            if (tty) {
                new LineSplitter("stdout", sink).all(body);
            } else {
                Frames.read(body, sink);
            }
            return true;
        });
    }

    int exec(String container, Hook command, Consumer<LogLine> sink) {
        String purpose = "run a command in container " + container;
        String id = http.send(Call.to(purpose, "POST", "/containers/{}/exec", container)
                        .body(execBody(command)))
                .path("Id")
                .asText();
        Call start = Call.to(purpose, "POST", "/exec/{}/start", id)
                .body(Json.object().put("Detach", false).put("Tty", false))
                .by(Deadline.none());
        http.stream(start, body -> {
            Frames.read(body, sink);
            return true;
        });
        return exitCode(purpose, id);
    }

    static ObjectNode execBody(Hook command) {
        ObjectNode exec = Json.object().put("AttachStdout", true).put("AttachStderr", true);
        exec.set("Cmd", Json.revealed(command.command()));
        if (!command.user().isEmpty()) {
            exec.put("User", command.user());
        }
        if (!command.workingDir().isEmpty()) {
            exec.put("WorkingDir", command.workingDir());
        }
        if (command.privileged()) {
            exec.put("Privileged", true);
        }
        Json.put(
                exec,
                "Env",
                command.environment().entrySet().stream()
                        .map(v -> v.getKey() + "=" + v.getValue().reveal())
                        .toList());
        return exec;
    }

    /** The output can end a moment before the engine notes the exit code, for which it offers nothing to wait on. */
    private int exitCode(String purpose, String exec) {
        Deadline deadline = Deadline.within(EXIT_CODE);
        JsonNode state = http.send(Call.to(purpose, "GET", "/exec/{}/json", exec));
        while (state.path("Running").asBoolean() && deadline.left() > 0) {
            LockSupport.parkNanos(PAUSE.toNanos());
            state = http.send(Call.to(purpose, "GET", "/exec/{}/json", exec));
        }
        return state.path("ExitCode").asInt();
    }
}

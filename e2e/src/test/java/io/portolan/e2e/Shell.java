package io.portolan.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Runs commands and keeps what they printed. */
final class Shell {
    private Shell() {}

    record Result(List<String> command, int exit, String out, String err) {
        /** Fails with everything the command printed unless it ended well. */
        Result ok() {
            return exit(0);
        }

        Result exit(int expected) {
            if (exit != expected) {
                throw new AssertionError("exit code %d instead of %d of %s%n--- stdout%n%s--- stderr%n%s"
                        .formatted(exit, expected, command, out, err));
            }
            return this;
        }

        JsonNode json() {
            try {
                return JsonMapper.builder().build().readTree(out);
            } catch (IOException e) {
                throw new AssertionError("not one JSON document: " + out, e);
            }
        }

        String all() {
            return out + err;
        }
    }

    static Result run(Map<String, String> environment, Duration timeout, List<String> command) {
        try {
            Path out = Files.createTempFile("portolan-out", ".txt");
            Path err = Files.createTempFile("portolan-err", ".txt");
            try {
                ProcessBuilder builder = new ProcessBuilder(command)
                        .redirectInput(Path.of("/dev/null").toFile())
                        .redirectOutput(out.toFile())
                        .redirectError(err.toFile());
                builder.environment().putAll(environment);
                Process process = builder.start();
                if (!process.waitFor(timeout.toMillis(), TimeUnit.MILLISECONDS)) {
                    process.descendants().forEach(ProcessHandle::destroyForcibly);
                    process.destroyForcibly();
                    throw new AssertionError("no end after " + timeout + ": " + command + "\n" + Files.readString(out)
                            + Files.readString(err));
                }
                return new Result(command, process.exitValue(), read(out), read(err));
            } finally {
                Files.delete(out);
                Files.delete(err);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    private static String read(Path file) throws IOException {
        return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
    }

    static Result run(String... command) {
        return run(Map.of(), Duration.ofMinutes(2), Arrays.asList(command));
    }

    /** The engine's own client, to look and to do by hand what people do by hand. */
    static Result docker(String... arguments) {
        List<String> command = new java.util.ArrayList<>(List.of("docker"));
        command.addAll(List.of(arguments));
        return run(Map.of("DOCKER_HOST", Lab.endpoint()), Duration.ofMinutes(3), command);
    }
}

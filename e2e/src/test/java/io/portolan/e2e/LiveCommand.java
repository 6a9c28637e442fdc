package io.portolan.e2e;

import io.portolan.e2e.Shell.Result;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/** A command that runs while the test does something else; both of its outputs are read as one. */
final class LiveCommand {
    private final List<String> command;
    private final Process process;
    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final Thread reader;

    private LiveCommand(List<String> command, Process process) {
        this.command = command;
        this.process = process;
        this.reader = Thread.ofVirtual().start(this::read);
    }

    static LiveCommand start(Map<String, String> environment, List<String> command) {
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().putAll(environment);
        try {
            Process process = builder.start();
            process.getOutputStream().close();
            return new LiveCommand(command, process);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void read() {
        try (BufferedReader in = process.inputReader()) {
            in.lines().forEach(lines::add);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits until a line that has all the words is printed; fails if the command ends without it. */
    LiveCommand awaitLine(Duration timeout, String... words) {
        Portolan.eventually("a line with " + List.of(words), timeout, () -> {
            boolean running = reader.isAlive();
            boolean printed =
                    lines.stream().anyMatch(line -> List.of(words).stream().allMatch(line::contains));
            if (!printed && !running) {
                throw new AssertionError("ended without a line with " + List.of(words) + ": " + lines);
            }
            return printed;
        });
        return this;
    }

    Result end(Duration timeout) {
        try {
            if (!process.waitFor(timeout.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly();
                throw new AssertionError("no end after " + timeout + ": " + command + "\n" + lines);
            }
            reader.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
        return new Result(command, process.exitValue(), String.join("\n", lines), "");
    }
}

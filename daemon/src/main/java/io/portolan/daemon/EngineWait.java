package io.portolan.daemon;

import io.portolan.cli.command.CommandFailure;
import io.portolan.engine.port.ContainerRuntime.EngineInfo;
import io.portolan.engine.port.RuntimeFault;
import io.portolan.model.Diagnostic;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * Waits for the answer of an engine that has just been started.
 *
 * @param ask answers, or throws a {@link RuntimeFault} while nobody does
 * @param alive whether the engine's process still runs
 * @param said the last lines of its log
 * @param log where the whole log is to be read
 */
record EngineWait(
        Supplier<EngineInfo> ask, BooleanSupplier alive, Supplier<List<String>> said, String log, Duration patience) {
    private static final Duration INTERVAL = Duration.ofMillis(200);

    EngineInfo await() throws InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        while (true) {
            // Looked at before asking: an engine that ended after its answer is found out by the next call to it.
            boolean lives = alive.getAsBoolean();
            try {
                return ask.get();
            } catch (RuntimeFault fault) {
                if (!lives) {
                    throw failed("engine.ended", "dockerd ended before it answered");
                }
                if (System.nanoTime() > deadline) {
                    throw failed(
                            "engine.silent",
                            "dockerd runs, but does not answer after %d s: %s"
                                    .formatted(patience.toSeconds(), fault.getMessage()));
                }
            }
            // There is nothing to wait on in another process but its answer.
            Thread.sleep(INTERVAL);
        }
    }

    private CommandFailure failed(String code, String message) {
        List<String> lines = said.get();
        return CommandFailure.failed(Diagnostic.error(
                        code, lines.isEmpty() ? message : message + ": " + lines.getLast())
                .suggest(LogTail.shown(lines) + "its log: " + log + "; then again: " + EngineAdvice.command() + " up"));
    }
}

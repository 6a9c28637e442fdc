package io.portolan.daemon;

import io.portolan.cli.command.CommandFailure;
import io.portolan.engine.port.ContainerRuntime.EngineInfo;
import io.portolan.model.Diagnostic;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Installs Docker Engine from Debian's packages, starts it, and waits until it answers. */
final class EngineInstaller {
    private static final Path LOG = Path.of("/var/log/dockerd.log");
    private static final int LINES = 8;
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final File NOTHING = new File("/dev/null");

    private final Machine machine;
    private final EngineLeftovers leftovers = new EngineLeftovers(Path.of("/var/run"));
    private final Supplier<EngineInfo> ask;
    private final Consumer<String> tell;

    /** @param ask asks the engine at the default endpoint */
    EngineInstaller(Machine machine, Supplier<EngineInfo> ask, Consumer<String> tell) {
        this.machine = machine;
        this.ask = ask;
        this.tell = tell;
    }

    /** An engine that somebody has started, but which does not answer yet. Empty if there is none. */
    Optional<EngineInfo> awaitStarting() throws InterruptedException {
        Optional<ProcessHandle> starting = leftovers.running();
        if (starting.isEmpty()) {
            return Optional.empty();
        }
        tell.accept("waiting for the engine that is starting");
        return Optional.of(wait(starting.get()::isAlive).await());
    }

    EngineInfo install() throws InterruptedException {
        if (!machine.dockerd()) {
            tell.accept("installing " + EngineAdvice.PACKAGES);
            run(List.of("apt-get", "update", "-qq"));
            List<String> command =
                    new ArrayList<>(List.of("apt-get", "install", "-y", "-qq", "--no-install-recommends"));
            command.addAll(List.of(EngineAdvice.PACKAGES.split(" ")));
            run(command);
        }
        if (machine.systemd()) {
            tell.accept("starting the service docker");
            run(List.of("systemctl", "enable", "--now", "docker"));
            return new EngineWait(ask, () -> true, List::of, "journalctl -u docker", PATIENCE).await();
        }
        // A package may have started it already.
        Optional<EngineInfo> started = awaitStarting();
        return started.isPresent() ? started.get() : startByHand();
    }

    private EngineInfo startByHand() throws InterruptedException {
        leftovers.clear();
        tell.accept("starting dockerd, with its log in " + LOG);
        Process dockerd;
        try {
            dockerd = new ProcessBuilder("setsid", "dockerd")
                    .directory(Path.of("/").toFile())
                    .redirectInput(ProcessBuilder.Redirect.from(NOTHING))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(LOG.toFile()))
                    .start();
        } catch (IOException e) {
            throw failed("cannot start dockerd: " + e.getMessage());
        }
        EngineInfo info = wait(dockerd::isAlive).await();
        tell.accept(
                "there is no systemd here: dockerd was started by hand and does not come back by itself after a reboot");
        return info;
    }

    private EngineWait wait(BooleanSupplier alive) {
        return new EngineWait(ask, alive, () -> LogTail.of(LOG, LINES), LOG.toString(), PATIENCE);
    }

    private static void run(List<String> command) throws InterruptedException {
        try {
            ProcessBuilder builder = new ProcessBuilder(command)
                    .redirectInput(ProcessBuilder.Redirect.from(NOTHING))
                    .redirectErrorStream(true);
            builder.environment().put("DEBIAN_FRONTEND", "noninteractive");
            Process process = builder.start();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            int code = process.waitFor();
            if (code != 0) {
                said.lines().forEach(line -> System.err.println("  " + line));
                throw failed(String.join(" ", command) + " failed with exit code " + code);
            }
        } catch (IOException e) {
            throw failed("cannot run " + command.getFirst() + ": " + e.getMessage());
        }
    }

    private static CommandFailure failed(String message) {
        return CommandFailure.failed(Diagnostic.error("engine.not-installed", message)
                .suggest("remove the cause, then again: " + EngineAdvice.command() + " up --install-engine"));
    }
}

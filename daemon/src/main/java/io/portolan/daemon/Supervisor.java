package io.portolan.daemon;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The parent that keeps a daemon running where there is no systemd: a small script of our own, in the data folder. */
final class Supervisor implements Service {
    private static final Duration END = Duration.ofSeconds(30);
    private static final int LINES = 8;
    /** How the lines begin that the script itself writes. */
    private static final String ITS_OWN = "the daemon ended with code";

    private final DataDirectory data;

    Supervisor(DataDirectory data) {
        this.data = data;
    }

    @Override
    public boolean isRunning() {
        return process().isPresent();
    }

    @Override
    public void start(List<String> daemon) {
        Path script = script();
        List<String> command = new ArrayList<>(List.of(
                "setsid",
                script.toString(),
                data.supervisorPidFile().toString(),
                data.supervisorStateFile().toString()));
        command.addAll(daemon);
        try {
            Files.deleteIfExists(data.supervisorStateFile());
            new ProcessBuilder(command)
                    .directory(Path.of("/").toFile())
                    .redirectInput(
                            ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(
                            data.supervisorLogFile().toFile()))
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot start the supervisor: " + e.getMessage(), e);
        }
    }

    @Override
    public void stop() {
        Optional<ProcessHandle> running = process();
        if (running.isEmpty()) {
            return;
        }
        running.get().destroy();
        try {
            running.get().onExit().get(END.toSeconds(), TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw new IllegalStateException(
                    "the daemon has not ended within " + END.toSeconds() + " s; see " + data.logFile(), e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("cannot wait for the supervisor", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void remove() {
        // All of it is in the data folder.
    }

    @Override
    public Fate fate() {
        try {
            int endings = Integer.parseInt(
                    Files.readString(data.supervisorStateFile()).strip());
            return new Fate(endings, !isRunning());
        } catch (IOException | NumberFormatException e) {
            // It has not written it yet.
            return new Fate(0, false);
        }
    }

    @Override
    public List<String> lastWords() {
        return LogTail.of(data.supervisorLogFile(), LINES).stream()
                .filter(line -> !line.startsWith(ITS_OWN))
                .toList();
    }

    @Override
    public String logs() {
        return data.logFile().toString();
    }

    /** The recorded process, if it still is the supervisor of this folder and not another that got its number. */
    private Optional<ProcessHandle> process() {
        try {
            if (!Files.exists(data.supervisorPidFile())) {
                return Optional.empty();
            }
            long pid = Long.parseLong(Files.readString(data.supervisorPidFile()).strip());
            return ProcessHandle.of(pid).filter(ProcessHandle::isAlive).filter(this::isOurs);
        } catch (IOException | NumberFormatException e) {
            // Written half, or removed meanwhile: there is no supervisor to speak of.
            return Optional.empty();
        }
    }

    private boolean isOurs(ProcessHandle process) {
        String pidFile = data.supervisorPidFile().toString();
        return process.info()
                .arguments()
                .map(arguments -> List.of(arguments).contains(pidFile))
                .orElse(false);
    }

    private Path script() {
        Path target = data.path().resolve("supervise");
        try (InputStream in = Objects.requireNonNull(Supervisor.class.getResourceAsStream("supervise"))) {
            Path temporary = data.path().resolve("supervise.new");
            Files.copy(in, temporary, StandardCopyOption.REPLACE_EXISTING);
            Files.setPosixFilePermissions(temporary, PosixFilePermissions.fromString("rwx------"));
            Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            return target;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + target + ": " + e.getMessage(), e);
        }
    }
}

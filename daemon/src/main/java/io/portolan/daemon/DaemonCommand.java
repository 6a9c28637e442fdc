package io.portolan.daemon;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code portolan daemon}: the daemon in the foreground, for service units and containers. */
@Command(
        name = "daemon",
        description = "Runs the daemon in the foreground; SIGTERM ends it cleanly.",
        mixinStandardHelpOptions = true)
final class DaemonCommand implements Callable<Integer> {
    @Mixin
    private DaemonOptions options = new DaemonOptions();

    @Option(names = "--log-file", paramLabel = "FILE", description = "log there, rolling at 10 MB, instead of stderr")
    private Path logFile = Path.of("");

    @Override
    public Integer call() throws InterruptedException {
        LogSetup.apply(Optional.of(logFile).filter(f -> !f.toString().isEmpty()));
        Logger log = LoggerFactory.getLogger(DaemonCommand.class);
        DataDirectory data = DataDirectory.create(options.absoluteData());
        Optional<FileLock> lock = data.lock();
        if (lock.isEmpty()) {
            System.err.println("portolan: another daemon runs on " + data.path()
                    + "; end it with: portolan down --data " + data.path());
            return 2;
        }
        // Held by name: a lock that nobody refers to is given back when memory is cleared.
        try (FileLock _ = lock.get()) {
            return run(data, log);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot give back the lock of " + data.path(), e);
        }
    }

    private int run(DataDirectory data, Logger log) throws InterruptedException {
        options.keepIn(data);
        SqliteLibrary.unpack(data.path().resolve("native"));
        Daemon daemon;
        try {
            daemon = new Daemon(options, data);
            daemon.start(data, options);
        } catch (RuntimeException e) {
            log.error("the daemon cannot start", e);
            System.err.println("portolan: the daemon cannot start: " + e.getMessage());
            return 1;
        }
        Runtime.getRuntime().addShutdownHook(new Thread(() -> end(daemon, log), "shutdown"));
        daemon.awaitEnd();
        return 0;
    }

    /** SIGTERM is how a daemon is asked to end: that it did so is no failure, which Java's own exit code would say. */
    private static void end(Daemon daemon, Logger log) {
        int code = 0;
        try {
            daemon.close();
        } catch (RuntimeException e) {
            log.error("the daemon did not end cleanly", e);
            code = 1;
        }
        Runtime.getRuntime().halt(code);
    }
}

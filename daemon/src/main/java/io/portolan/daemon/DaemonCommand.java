package io.portolan.daemon;

import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code portolan daemon}: the daemon in the foreground, for service units and containers. */
@Command(
        name = "daemon",
        description = "Runs the daemon in the foreground; SIGTERM ends it cleanly.",
        mixinStandardHelpOptions = true)
final class DaemonCommand implements Callable<Integer> {
    @Mixin
    private DaemonOptions options = new DaemonOptions();

    @Override
    public Integer call() throws InterruptedException {
        Optional<Path> logFile =
                Optional.of(options.logFile).filter(f -> !f.toString().isEmpty());
        LogSetup.apply(logFile);
        Logger log = LoggerFactory.getLogger(DaemonCommand.class);
        DataDirectory data = DataDirectory.create(options.absoluteData());
        Optional<FileLock> lock = data.lock();
        if (lock.isEmpty()) {
            System.err.println("portolan: another daemon runs on " + data.path()
                    + "; end it with: portolan down --data " + data.path());
            return 2;
        }
        Daemon daemon;
        try {
            daemon = new Daemon(options, data);
            daemon.start(data, options);
        } catch (RuntimeException e) {
            log.error("the daemon cannot start", e);
            System.err.println("portolan: the daemon cannot start: " + e.getMessage());
            return 1;
        }
        Runtime.getRuntime().addShutdownHook(new Thread(daemon::close, "shutdown"));
        daemon.awaitEnd();
        return 0;
    }
}

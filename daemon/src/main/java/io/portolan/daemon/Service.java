package io.portolan.daemon;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Who keeps the daemon of a data folder running: systemd where it runs, a supervising parent elsewhere. */
interface Service {
    boolean isRunning();

    /** Starts the daemon, and again whenever it dies. */
    void start(List<String> daemon);

    /** Ends the daemon and waits until it has ended. */
    void stop();

    /** Where its log is to be read, for people. */
    String logs();

    static Service of(DataDirectory data) {
        // sd_booted(3): this folder exists exactly where systemd is the init system.
        return Files.isDirectory(Path.of("/run/systemd/system")) ? new SystemdService(data) : new Supervisor(data);
    }
}

package io.portolan.daemon;

import java.util.List;

/** Who keeps the daemon of a data folder running: systemd where it runs, a supervising parent elsewhere. */
interface Service {
    boolean isRunning();

    /** Starts the daemon, and again whenever it dies. */
    void start(List<String> daemon);

    /** Ends the daemon and waits until it has ended. */
    void stop();

    /** Removes what {@link #start} left outside the data folder. The daemon must have ended. */
    void remove();

    Fate fate();

    /** The last lines that the daemon or what started it wrote, for people. */
    List<String> lastWords();

    /** Where its log is to be read, for people. */
    String logs();

    /**
     * How the daemon fares.
     *
     * @param endings how often it ended by itself and was started again; counts up, and begins anew at times
     * @param over whether nothing starts it again
     */
    record Fate(int endings, boolean over) {}

    static Service of(DataDirectory data) {
        Machine machine = Machine.here();
        // Units are root's: a daemon of another user is kept by a process of that user.
        return machine.systemd() && machine.root() ? new SystemdService(data) : new Supervisor(data);
    }
}

package io.portolan.haproxy;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** HAProxy's master, which starts a new worker for a new configuration and knows those that are ending. */
record Workers(Path socket, Duration deadline) {
    private static final Pattern MASTER = Pattern.compile("(?m)^\\d+\\s+master\\s+(\\d+)\\s+\\[failed: (\\d+)]");
    private static final Pattern WORKER = Pattern.compile("(?m)^(\\d+)\\s+worker\\s+(\\d+)\\s");
    private static final long PAUSE = 10_000_000;

    /** The master could not start a worker with the configuration, and went on with the former one. */
    static final class Refusal extends Exception {
        Refusal() {
            super("the configuration cannot be loaded");
        }
    }

    /**
     * @param reloads how often the master was told to
     * @param failed how often in a row it could not
     * @param old process ids of workers that end what they have begun
     */
    record Processes(int reloads, int failed, List<String> old) {
        static Processes parse(String text) throws IOException {
            Matcher master = MASTER.matcher(text);
            if (!master.find()) {
                throw new IOException("HAProxy's master does not tell its processes: " + text);
            }
            List<String> old = new ArrayList<>();
            Matcher worker = WORKER.matcher(text);
            while (worker.find()) {
                if (!worker.group(2).equals("0")) {
                    old.add(worker.group(1));
                }
            }
            return new Processes(Integer.parseInt(master.group(1)), Integer.parseInt(master.group(2)), old);
        }
    }

    Processes processes() throws IOException {
        return Processes.parse(CommandSocket.once(socket, deadline, "show proc"));
    }

    /** Asks a worker that is ending. */
    String ask(String worker, String command) throws IOException {
        return CommandSocket.once(socket, deadline, "@!" + worker + " " + command);
    }

    /** Returns when a worker runs with what is persisted. */
    void reload() throws IOException, Refusal {
        int before = processes().reloads();
        long end = System.nanoTime() + deadline.toNanos();
        try {
            CommandSocket.once(socket, deadline, "reload");
        } catch (IOException e) {
            // The master begins anew, and may do so before it has said that it will. What it says then is what counts.
        }
        Processes now = awaitReload(before, end);
        if (now.failed() > 0) {
            throw new Refusal();
        }
        awaitEnding(now.old(), end);
    }

    /** Until a former worker has taken notice it takes connections as well, and answers by what was true before. */
    private void awaitEnding(List<String> old, long end) throws IOException {
        for (String worker : old) {
            while (ask(worker, "show info").contains("Stopping: 0")) {
                if (System.nanoTime() > end) {
                    throw new IOException("HAProxy's former worker does not end");
                }
                LockSupport.parkNanos(PAUSE);
            }
        }
    }

    /** The master does not listen while it reads the configuration. */
    private Processes awaitReload(int before, long end) throws IOException {
        while (true) {
            try {
                Processes now = processes();
                if (now.reloads() > before) {
                    return now;
                }
                if (System.nanoTime() > end) {
                    throw new IOException("HAProxy was told to reload and did not");
                }
            } catch (IOException e) {
                if (System.nanoTime() > end) {
                    throw e;
                }
            }
            LockSupport.parkNanos(PAUSE);
        }
    }
}

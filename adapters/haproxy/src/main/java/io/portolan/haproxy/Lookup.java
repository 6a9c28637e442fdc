package io.portolan.haproxy;

import io.portolan.proxy.HttpExchange;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;

/**
 * Where names lead, asked through the worker that runs: the engine's name server answers only within the proxy's container. HAProxy
 * itself asks in its own time, and one that takes over would have nobody to send visitors to until then.
 */
record Lookup(Path socket) {
    static final String SOCKET = "names.sock";
    private static final int AT_ONCE = 50;

    /** By name, of those that lead somewhere and of which that is known in time. */
    Map<String, String> addresses(Collection<String> names, Duration atMost) {
        long end = System.nanoTime() + atMost.toNanos();
        Map<String, String> found = new ConcurrentHashMap<>();
        Semaphore room = new Semaphore(AT_ONCE);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (String name : names) {
                threads.execute(() -> {
                    room.acquireUninterruptibly();
                    try {
                        address(name, Duration.ofNanos(end - System.nanoTime()))
                                .ifPresent(address -> found.put(name, address));
                    } finally {
                        room.release();
                    }
                });
            }
        }
        return found;
    }

    /** Nothing where nobody answers, as from a worker that a former version has started: HAProxy is waited for then. */
    private Optional<String> address(String name, Duration atMost) {
        if (!atMost.isPositive()) {
            return Optional.empty();
        }
        try {
            return Optional.of(
                            HttpExchange.get(socket, "/" + name, atMost).body().strip())
                    .filter(Words::isAddress);
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}

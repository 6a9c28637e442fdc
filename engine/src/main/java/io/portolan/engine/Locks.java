package io.portolan.engine;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;

/**
 * One holder at a time for each key: a stack's rollout, its repair, its removal exclude each other. Not tied to threads,
 * since a deploy is accepted in one and carried out in another.
 */
public final class Locks {
    private final Map<String, Semaphore> locks = new ConcurrentHashMap<>();

    /** A held lock; closing it twice is harmless. */
    public static final class Held implements AutoCloseable {
        private final Semaphore semaphore;
        private boolean released;

        private Held(Semaphore semaphore) {
            this.semaphore = semaphore;
        }

        @Override
        public synchronized void close() {
            if (!released) {
                released = true;
                semaphore.release();
            }
        }
    }

    public Optional<Held> tryHold(String key) {
        Semaphore semaphore = semaphore(key);
        return semaphore.tryAcquire() ? Optional.of(new Held(semaphore)) : Optional.empty();
    }

    public Held hold(String key) throws InterruptedException {
        Semaphore semaphore = semaphore(key);
        semaphore.acquire();
        return new Held(semaphore);
    }

    private Semaphore semaphore(String key) {
        return locks.computeIfAbsent(key, k -> new Semaphore(1));
    }
}

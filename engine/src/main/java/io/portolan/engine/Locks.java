package io.portolan.engine;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * One holder at a time for each key: a stack's rollout, its repair, its removal exclude each other. Not tied to threads,
 * since a deploy is accepted in one and carried out in another.
 */
public final class Locks {
    private final Duration patience;
    private final Map<String, Lock> locks = new ConcurrentHashMap<>();

    /** @param patience for a repair that is in the way of what a user wants */
    public Locks(Duration patience) {
        this.patience = patience;
    }

    private static final class Lock {
        private final Semaphore semaphore = new Semaphore(1);
        private volatile boolean repairing;
    }

    /** One lock that is held, or several; closing it twice is harmless. */
    public static final class Held implements AutoCloseable {
        private final List<Lock> locks;
        private boolean released;

        private Held(Lock lock, boolean repairing) {
            this.locks = List.of(lock);
            lock.repairing = repairing;
        }

        private Held(List<Held> parts) {
            this.locks = parts.stream().flatMap(p -> p.locks.stream()).toList();
        }

        @Override
        public synchronized void close() {
            if (!released) {
                released = true;
                locks.forEach(l -> l.semaphore.release());
            }
        }
    }

    /** All of them or none; empty if another user's work is under way with one. */
    public Optional<Held> tryHoldAll(Collection<String> keys) throws InterruptedException {
        List<Held> held = new ArrayList<>();
        boolean all = false;
        try {
            for (String key : new TreeSet<>(keys)) {
                Optional<Held> one = tryHold(key);
                if (one.isEmpty()) {
                    return Optional.empty();
                }
                held.add(one.get());
            }
            all = true;
            return Optional.of(new Held(held));
        } finally {
            if (!all) {
                held.forEach(Held::close);
            }
        }
    }

    /** For what a user asked for: empty if another user's work is under way; a repair is waited for. */
    public Optional<Held> tryHold(String key) throws InterruptedException {
        Lock lock = lock(key);
        synchronized (lock) {
            if (lock.semaphore.tryAcquire()) {
                return Optional.of(new Held(lock, false));
            }
            if (!lock.repairing) {
                return Optional.empty();
            }
        }
        return lock.semaphore.tryAcquire(patience.toNanos(), TimeUnit.NANOSECONDS)
                ? Optional.of(new Held(lock, false))
                : Optional.empty();
    }

    /** For a repair, which comes again anyway: empty if anything is under way. */
    public Optional<Held> tryHoldForRepair(String key) {
        Lock lock = lock(key);
        synchronized (lock) {
            return lock.semaphore.tryAcquire() ? Optional.of(new Held(lock, true)) : Optional.empty();
        }
    }

    public Held hold(String key) throws InterruptedException {
        Lock lock = lock(key);
        lock.semaphore.acquire();
        return new Held(lock, false);
    }

    private Lock lock(String key) {
        return locks.computeIfAbsent(key, k -> new Lock());
    }
}

package io.portolan.engine;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * "Something may have changed." Raised by the engine's events and by whoever changes something; waiters look again. A
 * raise that happens while a waiter is looking is not lost.
 */
public final class Signal {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition raised = lock.newCondition();
    private long count;

    public void raise() {
        lock.lock();
        try {
            count++;
            raised.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** How often it was raised so far, to be handed to {@link #awaitAfter}. */
    public long count() {
        lock.lock();
        try {
            return count;
        } finally {
            lock.unlock();
        }
    }

    /** Waits until it was raised after {@code seen}, at most {@code longest}. */
    public void awaitAfter(long seen, Duration longest) throws InterruptedException {
        lock.lock();
        try {
            long left = longest.toNanos();
            while (count == seen && left > 0) {
                left = raised.awaitNanos(left);
            }
        } finally {
            lock.unlock();
        }
    }

    /**
     * Looks until {@code condition} gives something, after every raise and at least every {@code interval}, for at most
     * {@code timeout}.
     */
    public <T> Optional<T> until(Duration timeout, Duration interval, Supplier<Optional<T>> condition)
            throws InterruptedException {
        long deadline = System.nanoTime() + timeout.toNanos();
        while (true) {
            long seen = count();
            Optional<T> found = condition.get();
            long left = deadline - System.nanoTime();
            if (found.isPresent() || left <= 0) {
                return found;
            }
            awaitAfter(seen, Duration.ofNanos(Math.min(left, TimeUnit.MILLISECONDS.toNanos(interval.toMillis()))));
        }
    }
}

package io.portolan.engine.reconcile;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** Waits longer after each failure in a row: 1 s, 2 s, 4 s … at most a minute. */
final class Backoff {
    private static final Duration LONGEST = Duration.ofMinutes(1);

    private final InstantSource clock;
    private Duration next = Duration.ofSeconds(1);
    private Instant until = Instant.EPOCH;

    Backoff(InstantSource clock) {
        this.clock = clock;
    }

    synchronized void failed() {
        until = clock.instant().plus(next);
        next = next.multipliedBy(2).compareTo(LONGEST) > 0 ? LONGEST : next.multipliedBy(2);
    }

    synchronized boolean isOver() {
        return !left().isPositive();
    }

    /** How long it still lasts; zero or less when it is over. */
    synchronized Duration left() {
        return Duration.between(clock.instant(), until);
    }
}

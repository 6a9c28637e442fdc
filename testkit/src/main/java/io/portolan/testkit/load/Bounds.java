package io.portolan.testkit.load;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/** How much load there is at most, in visits and in time. */
final class Bounds {
    private final AtomicLong left;
    private final long end;
    private volatile boolean ended;

    Bounds(long visits, Duration time) {
        left = new AtomicLong(visits);
        end = System.nanoTime() + time.toNanos();
    }

    /** Takes one visit of those that are left; false if there is to be no other. */
    boolean another() {
        return !over() && left.getAndDecrement() > 0;
    }

    boolean over() {
        return ended || System.nanoTime() - end >= 0;
    }

    void end() {
        ended = true;
    }
}

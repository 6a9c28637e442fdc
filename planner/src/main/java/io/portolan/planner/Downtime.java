package io.portolan.planner;

import java.util.Objects;
import java.util.OptionalInt;

/**
 * How long a service is down.
 *
 * @param seconds an estimate; empty where nobody can know, and where it does not come back
 * @param reason what the estimate is made of, or why there is none, for people
 */
public record Downtime(OptionalInt seconds, String reason) {
    public Downtime {
        Objects.requireNonNull(seconds, "seconds");
        Objects.requireNonNull(reason, "reason");
    }

    static Downtime of(int seconds, String reason) {
        return new Downtime(OptionalInt.of(seconds), reason);
    }

    static Downtime unknown(String reason) {
        return new Downtime(OptionalInt.empty(), "unknown length: " + reason);
    }

    static Downtime forGood(String reason) {
        return new Downtime(OptionalInt.empty(), "for good: " + reason);
    }

    /** For people: {@code about 4 s}. */
    @Override
    public String toString() {
        if (seconds.isEmpty()) {
            return reason;
        }
        return "about %d s".formatted(seconds.getAsInt()) + (reason.isEmpty() ? "" : " (" + reason + ")");
    }
}

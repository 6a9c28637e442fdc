package io.portolan.compose.config;

import java.math.BigDecimal;
import java.time.Duration;

/** A duration as the official program prints it: {@code 1m30s}, {@code 1h0m0s}, {@code 500ms}. */
final class GoDuration {
    private GoDuration() {}

    static String of(Duration duration) {
        if (duration.isZero()) {
            return "0s";
        }
        if (duration.compareTo(Duration.ofSeconds(1)) < 0) {
            return small(duration.toNanos());
        }
        String seconds = decimal(duration.toSecondsPart() * 1_000_000_000L + duration.toNanosPart(), 1_000_000_000L);
        long hours = duration.toHours();
        if (hours > 0) {
            return hours + "h" + duration.toMinutesPart() + "m" + seconds + "s";
        }
        return duration.toMinutes() > 0 ? duration.toMinutes() + "m" + seconds + "s" : seconds + "s";
    }

    private static String small(long nanos) {
        if (nanos >= 1_000_000) {
            return decimal(nanos, 1_000_000) + "ms";
        }
        return nanos >= 1_000 ? decimal(nanos, 1_000) + "µs" : nanos + "ns";
    }

    private static String decimal(long nanos, long unit) {
        return BigDecimal.valueOf(nanos)
                .divide(BigDecimal.valueOf(unit))
                .stripTrailingZeros()
                .toPlainString();
    }
}

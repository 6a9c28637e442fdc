package io.portolan.cli.terminal;

import java.time.Duration;
import java.time.Instant;

/** Numbers and times as people say them. */
public final class Words {
    private Words() {}

    /** {@code 1 step}, {@code 14 steps}, {@code 2 addresses}. */
    public static String count(long number, String noun) {
        return number + " " + (number == 1 ? noun : plural(noun));
    }

    private static String plural(String noun) {
        return noun.endsWith("s") ? noun + "es" : noun + "s";
    }

    /** {@code 12 s}, {@code 3 min}, {@code 5 h}, {@code 12 d}: how long from {@code then} to {@code now}. */
    public static String since(Instant then, Instant now) {
        Duration age = Duration.between(then, now);
        if (age.isNegative()) {
            return "0 s";
        }
        if (age.toSeconds() < 90) {
            return age.toSeconds() + " s";
        }
        if (age.toMinutes() < 90) {
            return age.toMinutes() + " min";
        }
        return age.toHours() < 48 ? age.toHours() + " h" : age.toDays() + " d";
    }

    /** {@code 93 MiB}. */
    public static String bytes(long bytes) {
        return bytes < 1 << 20 ? (bytes >> 10) + " KiB" : (bytes >> 20) + " MiB";
    }
}

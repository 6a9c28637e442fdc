package io.portolan.testkit.load;

import java.time.Duration;

/**
 * A part of the load.
 *
 * @param visitors how many come in this way at once
 * @param pause of each visitor between two visits
 */
public record Share(Kind kind, int visitors, Duration pause) {
    /** @param text {@code KIND=VISITORS@MILLISECONDS} */
    static Share parse(String text) {
        int equals = text.indexOf('=');
        int at = text.indexOf('@', equals);
        if (equals < 0 || at < 0) {
            throw new IllegalArgumentException("not KIND=VISITORS@MILLISECONDS: " + text);
        }
        return new Share(
                Kind.of(text.substring(0, equals)),
                Integer.parseInt(text.substring(equals + 1, at)),
                Duration.ofMillis(Long.parseLong(text.substring(at + 1))));
    }
}

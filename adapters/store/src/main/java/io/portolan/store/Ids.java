package io.portolan.store;

import java.security.SecureRandom;
import java.time.Instant;

/** Short ids that sort by the time they were made: 10 characters of milliseconds, 6 random ones (Crockford's Base32). */
final class Ids {
    private static final String DIGITS = "0123456789abcdefghjkmnpqrstvwxyz";
    private static final SecureRandom RANDOM = new SecureRandom();

    private Ids() {}

    static String next(Instant now) {
        return base32(now.toEpochMilli(), 10) + base32(RANDOM.nextLong(), 6);
    }

    private static String base32(long value, int digits) {
        StringBuilder text = new StringBuilder();
        for (int i = digits - 1; i >= 0; i--) {
            text.append(DIGITS.charAt((int) (value >>> (5 * i)) & 31));
        }
        return text.toString();
    }
}

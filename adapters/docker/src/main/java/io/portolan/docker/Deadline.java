package io.portolan.docker;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;

/** How long an answer is waited for: in all, or from one sign of life to the next. */
final class Deadline {
    private final long limit;
    private final boolean renewable;
    private volatile long since = System.nanoTime();

    private Deadline(long limit, boolean renewable) {
        this.limit = limit;
        this.renewable = renewable;
    }

    /** The whole answer within that time. */
    static Deadline within(Duration limit) {
        return new Deadline(limit.toNanos(), false);
    }

    /** Any length of answer, but never that long without a byte of it. */
    static Deadline silence(Duration limit) {
        return new Deadline(limit.toNanos(), true);
    }

    /** For streams in which silence means nothing. */
    static Deadline none() {
        return new Deadline(Long.MAX_VALUE, false);
    }

    /** Nanoseconds left; not positive when it is over. */
    long left() {
        return limit == Long.MAX_VALUE ? limit : limit - (System.nanoTime() - since);
    }

    /** The same bytes; each read is a sign of life. */
    InputStream watch(InputStream stream) {
        return new FilterInputStream(stream) {
            @Override
            public int read() throws IOException {
                int read = super.read();
                heard();
                return read;
            }

            @Override
            public int read(byte[] bytes, int offset, int length) throws IOException {
                int read = super.read(bytes, offset, length);
                heard();
                return read;
            }
        };
    }

    private void heard() {
        if (renewable) {
            since = System.nanoTime();
        }
    }

    @Override
    public String toString() {
        return (renewable ? "no word for " : "no answer within ")
                + Duration.ofNanos(limit).toSeconds() + " s";
    }
}

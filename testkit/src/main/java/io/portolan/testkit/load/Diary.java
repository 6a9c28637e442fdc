package io.portolan.testkit.load;

/** What one visitor has met. Its gaps are the times that this visitor had to wait from one right answer to the next. */
final class Diary {
    private final Tally tally;
    private long answered = System.nanoTime();

    Diary(Tally tally) {
        this.tally = tally;
    }

    void sent() {
        tally.sent.increment();
    }

    void right() {
        tally.right.increment();
        heard();
    }

    /** A part of a stream has come: not an answer that counts, but no silence either. */
    void heard() {
        long now = System.nanoTime();
        tally.gap.accumulate(now - answered);
        answered = now;
    }

    void retried() {
        tally.retried.increment();
    }

    void lost(String reason, String detail) {
        tally.lost(reason, detail);
    }

    /** The application said that it ends the stream. */
    void ended() {
        tally.ended.increment();
    }

    /** A stream ended, and the application had not said so. */
    void cut(String detail) {
        tally.cut(detail);
    }

    /** No more visits: who has had no answer until now has waited until now. */
    void close() {
        tally.gap.accumulate(System.nanoTime() - answered);
    }
}

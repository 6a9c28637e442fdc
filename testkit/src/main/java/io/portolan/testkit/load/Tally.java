package io.portolan.testkit.load;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.LongAccumulator;
import java.util.concurrent.atomic.LongAdder;

/** What all visitors of one kind have met together. */
final class Tally {
    private static final int EXAMPLES = 40;

    final LongAdder sent = new LongAdder();
    final LongAdder right = new LongAdder();
    final LongAdder retried = new LongAdder();
    final LongAdder ended = new LongAdder();
    final LongAccumulator gap = new LongAccumulator(Math::max, 0);
    private final LongAdder cut = new LongAdder();
    private final Map<String, Long> lost = new ConcurrentHashMap<>();
    private final List<String> examples = new CopyOnWriteArrayList<>();

    void lost(String reason, String detail) {
        lost.merge(reason, 1L, Long::sum);
        example(reason + ": " + detail);
    }

    void cut(String detail) {
        cut.increment();
        example("cut: " + detail);
    }

    private void example(String text) {
        if (examples.size() < EXAMPLES) {
            examples.add(Instant.now() + " " + text);
        }
    }

    Count count() {
        return new Count(
                sent.sum(),
                right.sum(),
                new TreeMap<>(lost),
                retried.sum(),
                cut.sum(),
                ended.sum(),
                Duration.ofNanos(gap.get()),
                examples);
    }
}

package io.portolan.testkit.load;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Visitors who come until they are told to end or the bounds are reached. Each asks, waits for the answer, pauses, and asks again:
 * where answers are slow, there are fewer of them.
 */
public final class Load implements AutoCloseable {
    private final Bounds bounds;
    private final Map<Kind, Tally> tallies = new EnumMap<>(Kind.class);
    private final List<Thread> visitors = new ArrayList<>();

    private Load(Bounds bounds) {
        this.bounds = bounds;
    }

    /**
     * Begins.
     *
     * @param visits how many there are at most, of all kinds together
     */
    public static Load on(Site site, List<Share> shares, long visits, Duration time) {
        Load load = new Load(new Bounds(visits, time));
        for (Share share : shares) {
            load.tallies.putIfAbsent(share.kind(), new Tally());
        }
        for (Share share : shares) {
            for (int i = 0; i < share.visitors(); i++) {
                load.begin(site, share);
            }
        }
        return load;
    }

    private void begin(Site site, Share share) {
        Tally tally = tallies.get(share.kind());
        if (tally == null) {
            throw new IllegalStateException("no tally for " + share.kind());
        }
        Diary diary = new Diary(tally);
        Visitor visitor = share.kind().visitor(site, diary, bounds);
        visitors.add(Thread.ofVirtual().name(share.kind().word()).start(() -> {
            try (visitor) {
                while (bounds.another()) {
                    visitor.visit();
                    Thread.sleep(share.pause());
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            diary.close();
        }));
    }

    /** What there is so far. */
    public Map<Kind, Count> counts() {
        Map<Kind, Count> counts = new EnumMap<>(Kind.class);
        tallies.forEach((kind, tally) -> counts.put(kind, tally.count()));
        return counts;
    }

    /** Answers that are under way are still waited for. */
    public Map<Kind, Count> end() {
        bounds.end();
        return await();
    }

    /** Until the bounds are reached. */
    Map<Kind, Count> await() {
        for (Thread visitor : visitors) {
            try {
                visitor.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted while visitors have their last answer", e);
            }
        }
        return counts();
    }

    @Override
    public void close() {
        end();
    }
}

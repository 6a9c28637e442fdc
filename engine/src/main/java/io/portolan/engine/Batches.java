package io.portolan.engine;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Work under a lock that many ask for at once: what comes while the lock is held waits, and is then done together. So a
 * thousand requests in a second are a few pieces of work, and the first of them waits for nobody.
 *
 * @param <T> what is asked for
 * @param <R> what is answered
 */
public final class Batches<T, R> {
    private final Locks locks;
    private final Work<T, R> work;
    private final Map<String, List<Asked<T, R>>> waiting = new HashMap<>();

    /** Does all that was asked for under one key. */
    @FunctionalInterface
    public interface Work<T, R> {
        /** Returns as many answers as things asked for, in their order; one that throws is thrown at who asked. */
        List<Supplier<R>> carryOut(String key, List<T> asked) throws InterruptedException;
    }

    private static final class Asked<T, R> {
        private final T what;
        /** Written and read under the key's lock. */
        private @Nullable Supplier<R> answer;

        Asked(T what) {
            this.what = what;
        }
    }

    public Batches(Locks locks, Work<T, R> work) {
        this.locks = locks;
        this.work = work;
    }

    /** Returns when it is done. */
    public R ask(String key, T what) throws InterruptedException {
        Asked<T, R> mine = new Asked<>(what);
        synchronized (waiting) {
            waiting.computeIfAbsent(key, _ -> new ArrayList<>()).add(mine);
        }
        Supplier<R> answer;
        try (Locks.Held _ = locks.hold(key)) {
            if (mine.answer == null) {
                carryOut(key);
            }
            answer = mine.answer;
        }
        if (answer == null) {
            throw new IllegalStateException("work was done for " + key + ", and what waited for it was left out");
        }
        return answer.get();
    }

    private void carryOut(String key) throws InterruptedException {
        List<Asked<T, R>> all;
        synchronized (waiting) {
            all = waiting.remove(key);
        }
        try {
            List<Supplier<R>> answers =
                    work.carryOut(key, all.stream().map(a -> a.what).toList());
            for (int i = 0; i < all.size(); i++) {
                all.get(i).answer = answers.get(i);
            }
        } catch (RuntimeException failed) {
            all.forEach(a -> a.answer = () -> {
                throw failed;
            });
        }
    }
}

package io.portolan.api.http;

import io.portolan.model.Diagnostic;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The answers to writes that carried an {@code Idempotency-Key}: the same key with the same request gets the same answer
 * for a day and is carried out once, also while the first is still under way. Answers are kept in memory, the oldest
 * given up beyond {@value #MOST_BYTES} bytes; failures of Portolan's own (5xx) are not kept, so that they can be tried
 * again.
 */
final class IdempotencyKeys {
    static final Duration KEPT = Duration.ofHours(24);
    private static final long MOST_BYTES = 32L * 1024 * 1024;
    private static final long OVERHEAD = 512;
    private static final int FAILURE = 500;

    /** @param location header of that name, where there is one */
    record Answer(
            int status,
            @Nullable String contentType,
            @Nullable String location,
            String body) {}

    private record Entry(String request, Instant since, CompletableFuture<Optional<Answer>> answer) {
        long bytes() {
            return OVERHEAD
                    + answer.getNow(Optional.empty())
                            .map(a -> a.body().length())
                            .orElse(0);
        }
    }

    private final InstantSource clock;
    private final Map<String, Entry> byKey = new LinkedHashMap<>();

    IdempotencyKeys(InstantSource clock) {
        this.clock = clock;
    }

    /**
     * The answer to {@code request} under {@code key}: {@code work}'s, or the remembered one. Throws a 422 where the key
     * came with another request before.
     *
     * @param request digest of everything that makes the request what it is
     */
    Answer once(String key, String request, Supplier<Answer> work) {
        while (true) {
            Entry mine = new Entry(request, clock.instant(), new CompletableFuture<>());
            Optional<Entry> other = claim(key, mine);
            if (other.isEmpty()) {
                return carryOut(key, mine, work);
            }
            Entry first = other.get();
            if (!first.request().equals(request)) {
                throw new HttpProblem(
                        ProblemKind.KEY_REUSED,
                        Diagnostic.error(
                                        "idempotency.key-reused",
                                        "this idempotency key came with another request before")
                                .suggest("take a new key for each new request"));
            }
            Optional<Answer> answer = first.answer().join();
            if (answer.isPresent()) {
                return answer.get();
            }
        }
    }

    private Answer carryOut(String key, Entry mine, Supplier<Answer> work) {
        Optional<Answer> kept = Optional.empty();
        try {
            Answer answer = work.get();
            kept = Optional.of(answer).filter(a -> a.status() < FAILURE);
            return answer;
        } finally {
            mine.answer().complete(kept);
            if (kept.isEmpty()) {
                forget(key, mine);
            }
        }
    }

    /** Takes the key for {@code mine}, unless somebody else has it. */
    private synchronized Optional<Entry> claim(String key, Entry mine) {
        expire(mine.since().minus(KEPT));
        return Optional.ofNullable(byKey.putIfAbsent(key, mine));
    }

    private synchronized void forget(String key, Entry entry) {
        byKey.remove(key, entry);
    }

    private void expire(Instant before) {
        long bytes = byKey.values().stream().mapToLong(Entry::bytes).sum();
        Iterator<Entry> oldestFirst = byKey.values().iterator();
        while (oldestFirst.hasNext()) {
            Entry entry = oldestFirst.next();
            if (!entry.answer().isDone()) {
                continue;
            }
            if (!entry.since().isBefore(before) && bytes <= MOST_BYTES) {
                return;
            }
            bytes -= entry.bytes();
            oldestFirst.remove();
        }
    }
}

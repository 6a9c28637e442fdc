package io.portolan.api;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What the services were asked; the next question is answered by {@link #refuseNext} if there is one. */
final class FakeCalls {
    private final List<String> calls = new ArrayList<>();
    private Optional<RuntimeException> next = Optional.empty();

    synchronized void add(String call) {
        calls.add(call);
        Optional<RuntimeException> thrown = next;
        next = Optional.empty();
        if (thrown.isPresent()) {
            throw thrown.get();
        }
    }

    synchronized void refuseNext(RuntimeException thrown) {
        next = Optional.of(thrown);
    }

    synchronized int count() {
        return calls.size();
    }

    synchronized List<String> list() {
        return List.copyOf(calls);
    }
}

package io.portolan.store;

import java.util.Set;
import org.jdbi.v3.core.Handle;

/** One-shot containers that have completed, by engine name. */
final class OneShotRows {
    private final Handle handle;

    OneShotRows(Handle handle) {
        this.handle = handle;
    }

    Set<String> of(String stack) {
        return handle.select("SELECT container FROM completed_one_shots WHERE stack = ?", stack)
                .mapTo(String.class)
                .set();
    }

    void add(String stack, String container) {
        handle.execute(
                "INSERT INTO completed_one_shots (stack, container) VALUES (?, ?) ON CONFLICT DO NOTHING",
                stack,
                container);
    }

    void forget(String stack) {
        handle.execute("DELETE FROM completed_one_shots WHERE stack = ?", stack);
    }
}

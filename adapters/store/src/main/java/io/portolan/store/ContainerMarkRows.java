package io.portolan.store;

import java.util.Set;
import org.jdbi.v3.core.Handle;

/** What is remembered of single containers, by engine name. */
final class ContainerMarkRows {
    enum Mark {
        COMPLETED("completed_one_shots"),
        STOPPING("stopping_containers");

        private final String table;

        Mark(String table) {
            this.table = table;
        }
    }

    private final Handle handle;
    private final String table;

    ContainerMarkRows(Handle handle, Mark mark) {
        this.handle = handle;
        this.table = mark.table;
    }

    Set<String> of(String stack) {
        return handle.select("SELECT container FROM " + table + " WHERE stack = ?", stack)
                .mapTo(String.class)
                .set();
    }

    void add(String stack, String container) {
        handle.execute(
                "INSERT INTO " + table + " (stack, container) VALUES (?, ?) ON CONFLICT DO NOTHING", stack, container);
    }

    void remove(String stack, String container) {
        handle.execute("DELETE FROM " + table + " WHERE stack = ? AND container = ?", stack, container);
    }

    void forget(String stack) {
        handle.execute("DELETE FROM " + table + " WHERE stack = ?", stack);
    }
}

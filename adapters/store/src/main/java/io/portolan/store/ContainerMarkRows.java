package io.portolan.store;

import io.portolan.engine.store.ContainerMark;
import java.util.Set;
import org.jdbi.v3.core.Handle;

/** {@link ContainerMark}s, each in a table of its own. */
final class ContainerMarkRows {
    private final Handle handle;
    private final String table;

    ContainerMarkRows(Handle handle, ContainerMark mark) {
        this.handle = handle;
        this.table = switch (mark) {
            case COMPLETED -> "completed_one_shots";
            case STOPPING -> "stopping_containers";
            case STARTING -> "starting_containers";
        };
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

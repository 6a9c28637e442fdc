package io.portolan.store;

import static io.portolan.store.Columns.instant;

import io.portolan.engine.store.Conflict;
import io.portolan.engine.store.DestinationRecord;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

final class DestinationRows {
    private final Handle handle;

    DestinationRows(Handle handle) {
        this.handle = handle;
    }

    List<DestinationRecord> all() {
        return handle.createQuery("SELECT * FROM destinations ORDER BY name, id")
                .map((row, context) -> new DestinationRecord(
                        row.getString("id"),
                        row.getString("name"),
                        row.getString("team"),
                        row.getString("server"),
                        Optional.ofNullable(row.getString("adopted_network")),
                        instant(row, "created_at")))
                .list();
    }

    void add(DestinationRecord destination) {
        if (exists("team = ? AND name = ?", destination.team(), destination.name())) {
            throw new Conflict("the team has a destination named " + destination.name() + " already");
        }
        handle.createUpdate("""
                        INSERT INTO destinations (id, team, server, name, adopted_network, created_at)
                        VALUES (:id, :team, :server, :name, :adopted, :createdAt)
                        """)
                .bind("id", destination.id())
                .bind("team", destination.team())
                .bind("server", destination.server())
                .bind("name", destination.name())
                .bind("adopted", destination.adoptedNetwork())
                .bind("createdAt", destination.createdAt().toEpochMilli())
                .execute();
    }

    /** Removed stacks whose volumes were kept do not hold it: they get a new place when they come back. */
    void remove(String id) {
        List<String> users = handle.createQuery(
                        "SELECT name FROM stacks WHERE destination = :id AND NOT retired ORDER BY name")
                .bind("id", id)
                .mapTo(String.class)
                .list();
        if (!users.isEmpty()) {
            throw new Conflict("the destination is used by stack " + String.join(", stack ", users));
        }
        handle.execute("DELETE FROM destinations WHERE id = ?", id);
    }

    void require(String id) {
        if (!exists("id = ?", id)) {
            throw new Conflict("the destination was removed meanwhile: choose another one");
        }
    }

    private boolean exists(String condition, Object... values) {
        return handle.select("SELECT 1 FROM destinations WHERE " + condition, values)
                .mapTo(Integer.class)
                .findOne()
                .isPresent();
    }
}

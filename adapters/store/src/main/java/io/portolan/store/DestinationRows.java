package io.portolan.store;

import static io.portolan.store.Columns.instant;

import io.portolan.engine.store.Conflict;
import io.portolan.engine.store.DestinationRecord;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
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
                        labels(row.getString("id")),
                        row.getBoolean("removing"),
                        instant(row, "created_at")))
                .list();
    }

    private Map<String, String> labels(String id) {
        return handle
                .select("SELECT name, value FROM destination_labels WHERE destination = ?", id)
                .map((row, context) -> Map.entry(row.getString("name"), row.getString("value")))
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
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
        destination
                .labels()
                .forEach((name, value) -> handle.execute(
                        "INSERT INTO destination_labels (destination, name, value) VALUES (?, ?, ?)",
                        destination.id(),
                        name,
                        value));
    }

    void setRemoving(String id) {
        refuseUsed(id);
        handle.execute("UPDATE destinations SET removing = ? WHERE id = ?", true, id);
    }

    /** Removed stacks whose volumes were kept do not hold it: they get a new place when they come back. */
    void remove(String id) {
        refuseUsed(id);
        handle.execute("DELETE FROM destinations WHERE id = ?", id);
    }

    /** By those that are in it and by those that a deploy under way is about to put there. */
    private void refuseUsed(String id) {
        List<String> users =
                handle.createQuery("""
                        SELECT name FROM stacks
                        WHERE (destination = :id OR next_destination = :id) AND NOT retired ORDER BY name
                        """).bind("id", id).mapTo(String.class).list();
        if (!users.isEmpty()) {
            throw new Conflict("the destination is used by stack " + String.join(", stack ", users));
        }
    }

    void require(String id) {
        if (!exists("id = ? AND NOT removing", id)) {
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

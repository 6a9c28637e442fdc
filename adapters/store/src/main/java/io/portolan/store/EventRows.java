package io.portolan.store;

import static io.portolan.store.Columns.instant;

import io.portolan.engine.store.Event;
import java.time.Instant;
import java.util.List;
import org.jdbi.v3.core.Handle;

/** The newest events; older ones make room. */
final class EventRows {
    static final int KEPT = 10_000;

    private final Handle handle;

    EventRows(Handle handle) {
        this.handle = handle;
    }

    void add(Instant at, String kind, String subject, String message) {
        long id = handle.createQuery("""
                        INSERT INTO events (at, kind, subject, message) VALUES (:at, :kind, :subject, :message)
                        RETURNING id
                        """)
                .bind("at", at.toEpochMilli())
                .bind("kind", kind)
                .bind("subject", subject)
                .bind("message", message)
                .mapTo(Long.class)
                .one();
        handle.execute("DELETE FROM events WHERE id <= ?", id - KEPT);
    }

    List<Event> newest(int limit) {
        return handle.createQuery("SELECT * FROM events ORDER BY id DESC LIMIT :limit")
                .bind("limit", limit)
                .map((row, context) -> new Event(
                        row.getLong("id"),
                        instant(row, "at"),
                        row.getString("kind"),
                        row.getString("subject"),
                        row.getString("message")))
                .list();
    }
}

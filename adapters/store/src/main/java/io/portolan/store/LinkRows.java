package io.portolan.store;

import static io.portolan.store.Columns.instant;

import io.portolan.engine.store.Conflict;
import io.portolan.engine.store.LinkRecord;
import io.portolan.model.stack.ContainerPort;
import io.portolan.model.stack.Protocol;
import io.portolan.planner.Desired.StackState.Removal;
import io.portolan.planner.Link;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.jdbi.v3.core.Handle;

/** Links. What the candidate of a consumer wants becomes live with it. */
final class LinkRows {
    private final Handle handle;

    LinkRows(Handle handle) {
        this.handle = handle;
    }

    List<LinkRecord> all() {
        return select("TRUE");
    }

    boolean remove(String id) {
        return handle.execute("DELETE FROM links WHERE id = ?", id) > 0;
    }

    /** A new candidate takes the place of an older one: what only that one wanted is released. */
    void want(String consumer, List<LinkRecord> links) {
        fail(consumer);
        for (LinkRecord wanted : links) {
            refuseEndingProvider(wanted.link());
            refuseTaken(wanted.link());
            add(wanted);
        }
    }

    private void refuseEndingProvider(Link link) {
        boolean stays = handle.select(
                        "SELECT name FROM stacks WHERE id = ? AND NOT retired AND removing = ?",
                        link.provider().stack(),
                        Removal.NO)
                .mapTo(String.class)
                .findOne()
                .isPresent();
        if (!stays) {
            throw new Conflict("the stack that is to be linked to was removed meanwhile");
        }
    }

    private void refuseTaken(Link link) {
        for (LinkRecord other : select(
                "consumer = ? AND consumer_service = ?",
                link.consumer().stack(),
                link.consumer().service())) {
            if (other.link().prefix().equals(link.prefix())) {
                throw new Conflict(
                        "service %s has a link already whose variables begin with %s_: give this one other names"
                                .formatted(link.consumer().service(), link.prefix()));
            }
            if (other.link().provider().equals(link.provider())
                    && other.link().port().equals(link.port())) {
                throw new Conflict("service %s is linked to port %s of that service already"
                        .formatted(link.consumer().service(), link.port()));
            }
        }
    }

    private void add(LinkRecord wanted) {
        Link link = wanted.link();
        handle.createUpdate("""
                        INSERT INTO links (id, consumer, consumer_service, provider, provider_service, port, protocol,
                                           prefix, live, created_at)
                        VALUES (:id, :consumer, :consumerService, :provider, :providerService, :port, :protocol,
                                :prefix, :live, :createdAt)
                        """)
                .bind("id", link.id())
                .bind("consumer", link.consumer().stack())
                .bind("consumerService", link.consumer().service())
                .bind("provider", link.provider().stack())
                .bind("providerService", link.provider().service())
                .bind("port", link.port().port())
                .bind("protocol", link.port().protocol().name())
                .bind("prefix", link.prefix())
                .bind("live", wanted.live())
                .bind("createdAt", wanted.createdAt().toEpochMilli())
                .execute();
    }

    void promote(String consumer) {
        handle.execute("UPDATE links SET live = ? WHERE consumer = ?", true, consumer);
    }

    /** What was live stays as it is; what only the candidate wanted is released. */
    void fail(String consumer) {
        handle.execute("DELETE FROM links WHERE consumer = ? AND NOT live", consumer);
    }

    /** Throws {@link Conflict} with the names of those that are linked to the stack. */
    void requireNoConsumer(String provider) {
        List<String> consumers =
                handle.select("""
                        SELECT DISTINCT s.name || ':' || l.consumer_service AS who
                        FROM links l JOIN stacks s ON s.id = l.consumer
                        WHERE l.provider = ? ORDER BY who
                        """, provider).mapTo(String.class).list();
        if (!consumers.isEmpty()) {
            throw new Conflict(
                    String.join(", ", consumers) + (consumers.size() == 1 ? " is" : " are") + " linked to it");
        }
    }

    void forget(String consumer) {
        handle.execute("DELETE FROM links WHERE consumer = ?", consumer);
    }

    private List<LinkRecord> select(String condition, Object... values) {
        return handle.select("SELECT * FROM links WHERE " + condition + " ORDER BY created_at, id", values)
                .map((row, context) -> link(row))
                .list();
    }

    private static LinkRecord link(ResultSet row) throws SQLException {
        return new LinkRecord(
                new Link(
                        row.getString("id"),
                        new Link.End(row.getString("consumer"), row.getString("consumer_service")),
                        new Link.End(row.getString("provider"), row.getString("provider_service")),
                        new ContainerPort(row.getInt("port"), Protocol.valueOf(row.getString("protocol"))),
                        row.getString("prefix")),
                row.getBoolean("live"),
                instant(row, "created_at"));
    }
}

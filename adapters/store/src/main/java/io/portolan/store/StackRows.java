package io.portolan.store;

import static io.portolan.store.Columns.instant;
import static io.portolan.store.Columns.optionalInt;

import io.portolan.engine.store.Conflict;
import io.portolan.engine.store.StackRecord;
import io.portolan.engine.store.StackRecord.Placement;
import io.portolan.planner.Desired.StackState.Removal;
import io.portolan.planner.JoinedServices;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Update;

/** Stacks, living and retired. A retired one's destination reads "" when it was removed since. */
final class StackRows {
    /** No service has this name. */
    private static final String EVERY = "*";

    private final Handle handle;

    StackRows(Handle handle) {
        this.handle = handle;
    }

    List<StackRecord> living() {
        return handle.createQuery("SELECT * FROM stacks WHERE NOT retired ORDER BY name, id")
                .map((row, context) -> stack(row))
                .list();
    }

    Optional<StackRecord> living(String id) {
        return one("NOT retired AND id = ?", id);
    }

    Optional<StackRecord> living(String environment, String name) {
        return one("NOT retired AND environment = ? AND name = ?", environment, name);
    }

    Optional<StackRecord> retired(String environment, String name) {
        return one("retired AND environment = ? AND name = ?", environment, name);
    }

    StackRecord require(String id) {
        return living(id).orElseThrow(() -> new Conflict("the stack was removed meanwhile"));
    }

    /** Stores a stack that is new, that changes, or that comes back from retirement. Its slug stays what it was. */
    void put(StackRecord stack) {
        refuseTakenName(stack);
        if (stack.active().isPresent()) {
            require(stack.id());
        }
        Optional<StackRecord> known = one("id = ?", stack.id());
        if (known.isEmpty()) {
            add(stack);
        } else if (known.get().active().isPresent() && known.get().slug().equals(stack.slug())) {
            // Until its candidate is promoted it is where it was.
            update(stack.placed(known.get().placement().place()));
            handle.execute(
                    "UPDATE stacks SET next_destination = ?, next_joined = ? WHERE id = ?",
                    stack.placement().destination(),
                    text(stack.placement().joined()),
                    stack.id());
        } else if (known.get().slug().equals(stack.slug())) {
            update(stack);
        } else {
            throw new IllegalStateException("the slug of stack " + stack.id() + " never changes: it is "
                    + known.get().slug() + ", not " + stack.slug());
        }
    }

    void setActive(String id, int revision) {
        handle.createUpdate("""
                        UPDATE stacks
                        SET active = :revision, candidate = NULL,
                            destination = COALESCE(next_destination, destination), next_destination = NULL,
                            joined = COALESCE(next_joined, joined), next_joined = NULL
                        WHERE id = :id
                        """).bind("revision", revision).bind("id", id).execute();
    }

    void dropCandidate(String id) {
        handle.execute(
                "UPDATE stacks SET candidate = NULL, next_destination = NULL, next_joined = NULL WHERE id = ?", id);
    }

    void setJoined(String id, JoinedServices joined) {
        handle.execute("UPDATE stacks SET joined = ? WHERE id = ?", text(joined), id);
    }

    void setStopped(String id, boolean stopped) {
        handle.execute("UPDATE stacks SET stopped = ? WHERE id = ?", stopped, id);
    }

    void setRemoving(String id, Removal removal) {
        handle.execute("UPDATE stacks SET removing = ? WHERE id = ?", removal, id);
    }

    void retire(String id) {
        handle.execute("""
                UPDATE stacks
                SET retired = ?, stopped = ?, removing = ?, active = NULL, candidate = NULL, joined = '',
                    next_destination = NULL, next_joined = NULL
                WHERE id = ?
                """, true, false, Removal.NO, id);
    }

    void delete(String id) {
        handle.execute("DELETE FROM stacks WHERE id = ?", id);
    }

    private void refuseTakenName(StackRecord stack) {
        String environment = stack.placement().environment();
        if (living(environment, stack.name())
                .filter(s -> !s.id().equals(stack.id()))
                .isPresent()) {
            throw new Conflict("the name %s is taken by a stack in environment %s"
                    .formatted(stack.name(), environmentName(environment)));
        }
        if (retired(environment, stack.name())
                .filter(s -> !s.id().equals(stack.id()))
                .isPresent()) {
            throw new Conflict(
                    ("the name %s belongs to a removed stack in environment %s whose volumes were kept: plan again to take "
                                    + "it up, or remove it with its volumes")
                            .formatted(stack.name(), environmentName(environment)));
        }
        one("server = ? AND slug = ?", stack.placement().server(), stack.slug())
                .filter(s -> !s.id().equals(stack.id()))
                .ifPresent(s -> {
                    throw new Conflict("the slug " + stack.slug() + " is taken by stack " + s.name());
                });
    }

    private void add(StackRecord stack) {
        statement("""
              INSERT INTO stacks (id, name, slug, team, project, environment, server, destination, joined, candidate,
                                  stopped, removing, retired, created_at)
              VALUES (:id, :name, :slug, :team, :project, :environment, :server, :destination, :joined, :candidate,
                      :stopped, :removing, :retired, :createdAt)
              """, stack)
                .bind("slug", stack.slug())
                .bind("createdAt", stack.createdAt().toEpochMilli())
                .execute();
    }

    private void update(StackRecord stack) {
        statement("""
              UPDATE stacks
              SET name = :name, team = :team, project = :project, environment = :environment, server = :server,
                  destination = :destination, joined = :joined, candidate = :candidate, stopped = :stopped,
                  removing = :removing, retired = :retired
              WHERE id = :id
              """, stack).execute();
    }

    private Update statement(String sql, StackRecord stack) {
        Placement placement = stack.placement();
        return handle.createUpdate(sql)
                .bind("id", stack.id())
                .bind("name", stack.name())
                .bind("team", placement.team())
                .bind("project", placement.project())
                .bind("environment", placement.environment())
                .bind("server", placement.server())
                .bind("destination", placement.destination())
                .bind("joined", text(placement.joined()))
                .bind("candidate", stack.candidate())
                .bind("stopped", stack.stopped())
                .bind("removing", stack.removing())
                .bind("retired", false);
    }

    private static String text(JoinedServices joined) {
        return joined.all() ? EVERY : String.join(" ", joined.names());
    }

    private static JoinedServices joined(String text) {
        return text.equals(EVERY)
                ? JoinedServices.of(List.of(JoinedServices.ALL))
                : new JoinedServices(false, new TreeSet<>(text.isEmpty() ? List.of() : List.of(text.split(" ", -1))));
    }

    private String environmentName(String id) {
        return handle.select("SELECT name FROM environments WHERE id = ?", id)
                .mapTo(String.class)
                .findOne()
                .orElse(id);
    }

    private Optional<StackRecord> one(String condition, Object... values) {
        return handle.select("SELECT * FROM stacks WHERE " + condition, values)
                .map((row, context) -> stack(row))
                .findOne();
    }

    private static StackRecord stack(ResultSet row) throws SQLException {
        return new StackRecord(
                row.getString("id"),
                row.getString("name"),
                row.getString("slug"),
                new Placement(
                        row.getString("team"),
                        row.getString("project"),
                        row.getString("environment"),
                        row.getString("server"),
                        Optional.ofNullable(row.getString("destination")).orElse(""),
                        joined(row.getString("joined"))),
                optionalInt(row, "active"),
                optionalInt(row, "candidate"),
                row.getBoolean("stopped"),
                Removal.valueOf(row.getString("removing")),
                instant(row, "created_at"));
    }
}

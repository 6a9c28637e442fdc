package io.portolan.store;

import static io.portolan.store.Columns.instant;

import io.portolan.engine.store.Conflict;
import io.portolan.engine.store.Revision;
import io.portolan.engine.store.Revision.Document;
import io.portolan.engine.store.Revision.Status;
import io.portolan.store.document.Documents;
import io.portolan.store.vault.Place;
import io.portolan.store.vault.Vault;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

final class RevisionRows {
    private final Handle handle;
    private final Vault vault;

    RevisionRows(Handle handle, Vault vault) {
        this.handle = handle;
        this.vault = vault;
    }

    List<Revision> of(String stack) {
        return handle.createQuery("SELECT * FROM revisions WHERE stack = :stack ORDER BY number")
                .bind("stack", stack)
                .map((row, context) -> revision(row))
                .list();
    }

    Optional<Revision> find(String stack, int number) {
        return handle.createQuery("SELECT * FROM revisions WHERE stack = :stack AND number = :number")
                .bind("stack", stack)
                .bind("number", number)
                .map((row, context) -> revision(row))
                .findOne();
    }

    /** Adds it as the candidate, in the place of a candidate whose rollout has not ended. */
    void addCandidate(Revision revision, String stackName) {
        String stack = revision.stackId();
        boolean known = handle.select(
                        "SELECT 1 FROM revisions WHERE stack = ? AND number = ?", stack, revision.number())
                .mapTo(Integer.class)
                .findOne()
                .isPresent();
        if (known) {
            throw new Conflict("somebody deployed revision %d of stack %s meanwhile: plan again"
                    .formatted(revision.number(), stackName));
        }
        end(stack, Status.CANDIDATE, Status.SUPERSEDED);
        Document document = revision.document();
        byte[] sealed =
                vault.seal(Documents.write(document, document.formatVersion()), place(stack, revision.number()));
        handle.createUpdate("""
                        INSERT INTO revisions (stack, number, status, created_at, sealed_document)
                        VALUES (:stack, :number, :status, :createdAt, :document)
                        """)
                .bind("stack", stack)
                .bind("number", revision.number())
                .bind("status", Status.CANDIDATE)
                .bind("createdAt", revision.createdAt().toEpochMilli())
                .bind("document", sealed)
                .execute();
    }

    /** The candidate takes the place of the active one. */
    void activate(String stack, int number) {
        end(stack, Status.ACTIVE, Status.SUPERSEDED);
        handle.execute("UPDATE revisions SET status = ? WHERE stack = ? AND number = ?", Status.ACTIVE, stack, number);
    }

    void fail(String stack, int number, String reason) {
        handle.execute(
                "UPDATE revisions SET status = ?, failure = ? WHERE stack = ? AND number = ?",
                Status.FAILED,
                reason,
                stack,
                number);
    }

    /** Why the newest revision failed; a rollout that runs or succeeded after a failure makes it history. */
    Optional<String> failure(String stack) {
        return handle.createQuery("""
                        SELECT failure FROM revisions
                        WHERE stack = :stack AND failure IS NOT NULL
                          AND number = (SELECT max(number) FROM revisions WHERE stack = :stack)
                        """).bind("stack", stack).mapTo(String.class).findOne();
    }

    void forget(String stack) {
        handle.execute("DELETE FROM revisions WHERE stack = ?", stack);
    }

    private void end(String stack, Status from, Status to) {
        handle.execute("UPDATE revisions SET status = ? WHERE stack = ? AND status = ?", to, stack, from);
    }

    private Revision revision(ResultSet row) throws SQLException {
        String stack = row.getString("stack");
        int number = row.getInt("number");
        byte[] plain = vault.open(row.getBytes("sealed_document"), place(stack, number));
        String subject = "revision " + number + " of stack " + stack;
        Document document = Documents.read(plain, Document.class, Document.CURRENT_FORMAT, subject);
        Status status = Status.valueOf(row.getString("status"));
        return new Revision(stack, number, status, instant(row, "created_at"), document);
    }

    private static Place place(String stack, int number) {
        return new Place("revisions", "sealed_document", stack + "/" + number);
    }
}

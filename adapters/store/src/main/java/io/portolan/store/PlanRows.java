package io.portolan.store;

import static io.portolan.store.Columns.instant;

import io.portolan.engine.store.PlanRecord;
import io.portolan.engine.store.PlanRecord.Request;
import io.portolan.store.document.Documents;
import io.portolan.store.vault.Place;
import io.portolan.store.vault.Vault;
import java.time.Instant;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** Plans that were shown and may be applied. */
final class PlanRows {
    /** Of {@link Request} as JSON. */
    private static final int FORMAT = 1;

    private final Handle handle;
    private final Vault vault;

    PlanRows(Handle handle, Vault vault) {
        this.handle = handle;
        this.vault = vault;
    }

    void add(PlanRecord plan) {
        handle.createUpdate("""
                        INSERT INTO plans (id, stack, digest, created_at, sealed_request)
                        VALUES (:id, :stack, :digest, :createdAt, :request)
                        """)
                .bind("id", plan.id())
                .bind("stack", plan.stackId())
                .bind("digest", plan.digest())
                .bind("createdAt", plan.createdAt().toEpochMilli())
                .bind("request", vault.seal(Documents.write(plan.request(), FORMAT), place(plan.id())))
                .execute();
    }

    Optional<PlanRecord> find(String id) {
        return handle.createQuery("SELECT * FROM plans WHERE id = :id")
                .bind("id", id)
                .map((row, context) -> new PlanRecord(
                        id,
                        row.getString("stack"),
                        row.getString("digest"),
                        instant(row, "created_at"),
                        request(id, row.getBytes("sealed_request"))))
                .findOne();
    }

    void expire(Instant before) {
        handle.execute("DELETE FROM plans WHERE created_at < ?", before.toEpochMilli());
    }

    private Request request(String id, byte[] sealed) {
        return Documents.read(vault.open(sealed, place(id)), Request.class, FORMAT, "plan " + id);
    }

    private static Place place(String id) {
        return new Place("plans", "sealed_request", id);
    }
}

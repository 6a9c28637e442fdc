package io.portolan.store;

import java.time.Instant;
import org.jdbi.v3.core.Handle;

/** API tokens, by the SHA-256 of what their holder keeps. */
final class TokenRows {
    private final Handle handle;

    TokenRows(Handle handle) {
        this.handle = handle;
    }

    void add(String name, String sha256, Instant createdAt) {
        handle.execute(
                "INSERT INTO tokens (sha256, name, created_at) VALUES (?, ?, ?)",
                sha256,
                name,
                createdAt.toEpochMilli());
    }

    boolean exists(String sha256) {
        return handle.select("SELECT 1 FROM tokens WHERE sha256 = ?", sha256)
                .mapTo(Integer.class)
                .findOne()
                .isPresent();
    }
}

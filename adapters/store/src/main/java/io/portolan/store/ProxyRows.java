package io.portolan.store;

import io.portolan.engine.store.ProxyChoice;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** The HTTP proxy that a person has chosen for the server. */
final class ProxyRows {
    private final Handle handle;
    private final String server;

    ProxyRows(Handle handle, String server) {
        this.handle = handle;
        this.server = server;
    }

    Optional<ProxyChoice> choice() {
        return handle.select("SELECT kind, image FROM proxy_choices WHERE server = ?", server)
                .map((row, context) ->
                        new ProxyChoice(row.getString("kind"), Optional.ofNullable(row.getString("image"))))
                .findOne();
    }

    void choose(ProxyChoice choice) {
        handle.createUpdate("""
                        INSERT INTO proxy_choices (server, kind, image) VALUES (:server, :kind, :image)
                        ON CONFLICT (server) DO UPDATE SET kind = excluded.kind, image = excluded.image
                        """)
                .bind("server", server)
                .bind("kind", choice.kind())
                .bind("image", choice.image())
                .execute();
    }
}

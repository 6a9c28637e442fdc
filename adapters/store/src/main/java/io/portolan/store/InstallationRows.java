package io.portolan.store;

import io.portolan.engine.store.Store.Identity;
import io.portolan.model.Owner;
import io.portolan.model.Secret;
import io.portolan.store.vault.MasterKey;
import io.portolan.store.vault.Place;
import io.portolan.store.vault.Vault;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/** Who this installation is. The one row is made at first start, with one team, project, environment and server. */
final class InstallationRows {
    private final Handle handle;

    InstallationRows(Handle handle) {
        this.handle = handle;
    }

    /** The row: ids in clear, keys sealed. */
    static final class Installation {
        private final Owner owner;
        private final byte[] dataKey;
        private final byte[] sealedFingerprintKey;

        Installation(Owner owner, byte[] dataKey, byte[] sealedFingerprintKey) {
            this.owner = owner;
            this.dataKey = dataKey.clone();
            this.sealedFingerprintKey = sealedFingerprintKey.clone();
        }

        Vault vault(MasterKey masterKey) {
            return masterKey.unwrap(dataKey, owner.instance());
        }

        Identity identity(Vault vault) {
            return new Identity(
                    owner.instance(),
                    owner.team(),
                    owner.project(),
                    owner.environment(),
                    owner.server(),
                    vault.openSecret(sealedFingerprintKey, fingerprintKeyPlace(owner.instance())));
        }
    }

    Optional<Installation> find() {
        return handle.createQuery("SELECT * FROM installation")
                .map((row, context) -> new Installation(
                        new Owner(
                                row.getString("instance"),
                                row.getString("team"),
                                row.getString("project"),
                                row.getString("environment"),
                                row.getString("server")),
                        row.getBytes("data_key"),
                        row.getBytes("sealed_fingerprint_key")))
                .findOne();
    }

    Installation make(MasterKey masterKey, Instant now) {
        String instance = UUID.randomUUID().toString();
        Owner owner = new Owner(instance, Ids.next(now), Ids.next(now), Ids.next(now), Ids.next(now));
        byte[] dataKey = masterKey.wrap(Vault.newKey(), instance);
        Secret fingerprintKey = new Secret(HexFormat.of().formatHex(Vault.newKey()));
        byte[] sealed = masterKey.unwrap(dataKey, instance).seal(fingerprintKey, fingerprintKeyPlace(instance));
        addOwner(owner, now.toEpochMilli());
        handle.createUpdate("""
                        INSERT INTO installation (singleton, instance, team, project, environment, server, data_key,
                                                  sealed_fingerprint_key, created_at)
                        VALUES (1, :instance, :team, :project, :environment, :server, :dataKey, :fingerprintKey, :now)
                        """)
                .bind("instance", instance)
                .bind("team", owner.team())
                .bind("project", owner.project())
                .bind("environment", owner.environment())
                .bind("server", owner.server())
                .bind("dataKey", dataKey)
                .bind("fingerprintKey", sealed)
                .bind("now", now.toEpochMilli())
                .execute();
        return new Installation(owner, dataKey, sealed);
    }

    private void addOwner(Owner owner, long now) {
        handle.execute("INSERT INTO teams (id, name, created_at) VALUES (?, 'default', ?)", owner.team(), now);
        handle.execute(
                "INSERT INTO projects (id, team, name, created_at) VALUES (?, ?, 'default', ?)",
                owner.project(),
                owner.team(),
                now);
        handle.execute(
                "INSERT INTO environments (id, project, name, created_at) VALUES (?, ?, 'production', ?)",
                owner.environment(),
                owner.project(),
                now);
        handle.execute("INSERT INTO servers (id, name, created_at) VALUES (?, 'local', ?)", owner.server(), now);
    }

    private static Place fingerprintKeyPlace(String instance) {
        return new Place("installation", "sealed_fingerprint_key", instance);
    }
}

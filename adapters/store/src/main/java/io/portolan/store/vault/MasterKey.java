package io.portolan.store.vault;

import io.portolan.engine.store.StoreFault;
import io.portolan.engine.store.StoreFault.Kind;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The key that wraps the store's data key: 32 random bytes in a file of its own, which belongs in no backup of the
 * database.
 */
public final class MasterKey {
    private final Path file;
    private final Vault vault;

    private MasterKey(Path file, byte[] bytes) {
        this.file = file;
        this.vault = new Vault(bytes);
    }

    /**
     * Reads the key. At the first start, when there is no database yet, makes it.
     *
     * @throws StoreFault if {@code database} exists and the key does not, or the file holds no key
     */
    public static MasterKey of(Path file, Path database) {
        try {
            if (!Files.exists(file)) {
                if (Files.exists(database)) {
                    throw missing(file, database);
                }
                make(file);
            }
            byte[] bytes = Files.readAllBytes(file);
            if (bytes.length != Vault.KEY_BYTES) {
                throw new StoreFault(
                        Kind.MASTER_KEY,
                        "%s is no master key: it has %d bytes, a key has %d; put the right file there"
                                .formatted(file, bytes.length, Vault.KEY_BYTES));
            }
            return new MasterKey(file, bytes);
        } catch (IOException e) {
            throw new StoreFault(Kind.MASTER_KEY, "the master key " + file + " cannot be read or made: " + e, e);
        }
    }

    private static void make(Path file) throws IOException {
        Path directory = file.toAbsolutePath().getParent();
        if (directory != null && !Files.exists(directory)) {
            PrivateFiles.directory(directory);
        }
        try {
            PrivateFiles.writeNew(file, Vault.newKey());
        } catch (FileAlreadyExistsException e) {
            // Another process made it in the meantime: that one counts, and is read by the caller.
            return;
        }
    }

    private static StoreFault missing(Path file, Path database) {
        return new StoreFault(
                Kind.MASTER_KEY,
                ("the master key %s is missing, and the secrets in %s cannot be read without it: put the key file back, or "
                                + "start with an empty data directory")
                        .formatted(file, database));
    }

    public byte[] wrap(byte[] dataKey, String instance) {
        return vault.seal(dataKey, place(instance));
    }

    /** The vault of the data key. Throws {@link StoreFault} if another master key wrapped it. */
    public Vault unwrap(byte[] wrapped, String instance) {
        try {
            return new Vault(vault.open(wrapped, place(instance)));
        } catch (StoreFault e) {
            if (e.kind() != Kind.DAMAGED) {
                throw e;
            }
            throw new StoreFault(
                    Kind.MASTER_KEY,
                    "the master key %s is not the one that this store (instance %s) was made with: put the right key file back"
                            .formatted(file, instance),
                    e);
        }
    }

    private static Place place(String instance) {
        return new Place("installation", "data_key", instance);
    }
}

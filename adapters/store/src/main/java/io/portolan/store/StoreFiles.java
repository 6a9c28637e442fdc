package io.portolan.store;

import java.nio.file.Path;

/**
 * Where the store lives.
 *
 * @param directory holds the database and its backups; made if it is missing, closed to other users
 * @param masterKey the key file; may be elsewhere, and should be where backups of {@code directory} do not take it along
 */
public record StoreFiles(Path directory, Path masterKey) {
    /** Everything in one directory. */
    public static StoreFiles in(Path directory) {
        return new StoreFiles(directory, directory.resolve("master.key"));
    }

    public Path database() {
        return directory.resolve("portolan.db");
    }

    public Path backups() {
        return directory.resolve("backups");
    }
}

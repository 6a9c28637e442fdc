package io.portolan.store;

import static io.portolan.store.Samples.deploy;
import static io.portolan.store.Samples.destination;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MigrationsTest {
    private static final Migrations NEWER = new Migrations(
            Stream.concat(Migrations.SCRIPTS.stream(), Stream.of("V8__a_later_schema.sql"))
                    .toList(),
            "0.9.0");

    private final StoreFiles files;

    MigrationsTest(@TempDir Path directory) {
        this.files = StoreFiles.in(directory.resolve("data"));
    }

    private List<Path> backups() throws IOException {
        if (!Files.exists(files.backups())) {
            return List.of();
        }
        try (Stream<Path> all = Files.list(files.backups())) {
            return all.toList();
        }
    }

    @Test
    void newStoreNeedsNoBackup() throws IOException {
        SqlStore.open(files, NEWER).close();
        SqlStore.open(files, NEWER).close();
        assertThat(backups()).isEmpty();
    }

    @Test
    void oldStoreIsBackedUpAndMigrated() throws IOException {
        try (SqlStore store = SqlStore.open(files, "0.1.0")) {
            store.addDestination(destination(store, Samples.DESTINATION, "web"), new TreeMap<>());
            deploy(store, "s1", "blog", 1).generated("A", "1").into(store);
        }
        try (SqlStore store = SqlStore.open(files, NEWER)) {
            assertThat(store.generatedVariables("s1")).containsOnlyKeys("A");
        }
        assertThat(backups()).hasSize(1);
        Path backup = backups().getFirst();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(backup)))
                .isEqualTo("rw-------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(files.backups())))
                .isEqualTo("rwx------");

        Files.move(backup, files.database(), StandardCopyOption.REPLACE_EXISTING);
        try (SqlStore store = SqlStore.open(files, "0.1.0")) {
            assertThat(store.generatedVariables("s1")).containsOnlyKeys("A");
        }
    }

    @Test
    void olderPortolanRefusesANewerStoreAndTouchesNothing() throws IOException {
        SqlStore.open(files, NEWER).close();
        byte[] before = Files.readAllBytes(files.database());
        assertThatThrownBy(() -> SqlStore.open(files, "0.1.0"))
                .isInstanceOfSatisfying(
                        StoreTooNew.class, e -> assertThat(e.madeBy()).isEqualTo("Portolan 0.9.0"))
                .hasMessage(
                        "the database was made by Portolan 0.9.0 (schema 8) and this Portolan knows up to schema 7: run"
                                + " Portolan 0.9.0 or later, or restore the backup that was made before the upgrade, in "
                                + files.backups());
        assertThat(Files.readAllBytes(files.database())).isEqualTo(before);
    }
}

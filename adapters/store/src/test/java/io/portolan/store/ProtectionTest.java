package io.portolan.store;

import static io.portolan.store.Samples.NOW;
import static io.portolan.store.Samples.deploy;
import static io.portolan.store.Samples.destination;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.portolan.engine.store.StoreFault;
import io.portolan.engine.store.StoreFault.Kind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who can read what, from outside. */
class ProtectionTest {
    private static final String SECRET = "correct-horse-battery-staple";

    private final StoreFiles files;

    ProtectionTest(@TempDir Path directory) {
        this.files = StoreFiles.in(directory.resolve("data"));
    }

    private SqlStore open() {
        return SqlStore.open(files, "0.1.0");
    }

    private static void fill(SqlStore store) {
        store.addDestination(destination(store, Samples.DESTINATION, "web"), new TreeMap<>());
        deploy(store, "s1", "blog", 1).generated("PASSWORD", SECRET).into(store);
        store.savePlan(Samples.plan("p1", NOW));
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> all = Files.walk(files.directory())) {
            return all.filter(Files::isRegularFile).toList();
        }
    }

    @Test
    void onlyTheOwnerMayOpenTheFiles() throws IOException {
        try (SqlStore store = open()) {
            fill(store);
            assertThat(files())
                    .extracting(file -> file.getFileName().toString())
                    .containsExactlyInAnyOrder("master.key", "portolan.db", "portolan.db-wal", "portolan.db-shm");
            for (Path file : files()) {
                assertThat(rights(file)).as(file.toString()).isEqualTo("rw-------");
            }
            assertThat(rights(files.directory())).isEqualTo("rwx------");
        }
    }

    @Test
    void rightsOfOthersAreTakenFromExistingFiles() throws IOException {
        open().close();
        Files.setPosixFilePermissions(files.directory(), PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.setPosixFilePermissions(files.database(), PosixFilePermissions.fromString("rw-r--r--"));
        try (SqlStore store = open()) {
            fill(store);
            assertThat(rights(files.directory())).isEqualTo("rwx------");
            assertThat(rights(files.database())).isEqualTo("rw-------");
        }
    }

    private static String rights(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }

    @Test
    void noSecretStandsInTheFilesInClear() throws IOException {
        try (SqlStore store = open()) {
            fill(store);
            String fingerprintKey = store.identity().fingerprintKey().reveal();
            for (String secret : List.of(SECRET, fingerprintKey, "green", "hidden", "compose.yaml", "services: {}")) {
                assertThat(holding(secret)).as(secret).isEmpty();
            }
            assertThat(holding("blog")).as("what is in clear is found").isNotEmpty();
        }
        assertThat(holding(SECRET)).isEmpty();
    }

    private List<Path> holding(String text) throws IOException {
        String searched = new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
        return files().stream().filter(file -> content(file).contains(searched)).toList();
    }

    private static String content(Path file) {
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Test
    void refusesToStartWithoutItsMasterKey() throws IOException {
        open().close();
        Files.delete(files.masterKey());
        assertFault("the master key " + files.masterKey() + " is missing");
        assertThat(files.masterKey()).doesNotExist();
    }

    @Test
    void refusesToStartWithAnotherMasterKey() throws IOException {
        open().close();
        byte[] other = new byte[32];
        Arrays.fill(other, (byte) 7);
        Files.write(files.masterKey(), other);
        assertFault("is not the one that this store");
    }

    @Test
    void refusesAFileThatIsNoKey() throws IOException {
        open().close();
        Files.writeString(files.masterKey(), "short");
        assertFault("is no master key: it has 5 bytes, a key has 32");
    }

    private void assertFault(String message) {
        assertThatThrownBy(this::open)
                .isInstanceOfSatisfying(
                        StoreFault.class, fault -> assertThat(fault.kind()).isEqualTo(Kind.MASTER_KEY))
                .hasMessageContaining(message);
    }

    @Test
    void takesAKeyThatWasPutThereBeforeTheFirstStart() throws IOException {
        Files.createDirectories(files.directory());
        byte[] own = new byte[32];
        Arrays.fill(own, (byte) 9);
        Files.write(files.masterKey(), own);
        open().close();
        assertThat(Files.readAllBytes(files.masterKey())).isEqualTo(own);
    }

    @Test
    void sealedValueDoesNotOpenInAnotherRow() {
        try (SqlStore store = open()) {
            fill(store);
            deploy(store, "s2", "shop", 1).generated("PASSWORD", "other").into(store);
            try (Database database = Database.open(files, new Migrations(Migrations.SCRIPTS, "0.1.0"))) {
                database.write(handle -> handle.execute("""
                        UPDATE generated_variables SET sealed_value =
                            (SELECT sealed_value FROM generated_variables WHERE stack = 's1')
                        WHERE stack = 's2'
                        """));
            }
            assertThatThrownBy(() -> store.generatedVariables("s2"))
                    .isInstanceOfSatisfying(
                            StoreFault.class, fault -> assertThat(fault.kind()).isEqualTo(Kind.DAMAGED));
        }
    }
}

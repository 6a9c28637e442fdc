package io.portolan.store;

import static io.portolan.store.Samples.NOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.portolan.engine.store.Event;
import io.portolan.engine.store.StoreFault;
import io.portolan.engine.store.StoreFault.Kind;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FaultsTest {
    private static final Migrations MIGRATIONS = new Migrations(Migrations.SCRIPTS, "0.1.0");

    private final StoreFiles files;

    FaultsTest(@TempDir Path directory) {
        this.files = StoreFiles.in(directory);
    }

    @Test
    void fullDiskIsSaidAndChangesNothing() {
        try (Database database = Database.open(files, MIGRATIONS)) {
            int pages = database.write(handle ->
                    handle.select("PRAGMA page_count").mapTo(Integer.class).one());
            limit(database, pages + 2);
            String large = "x".repeat(100_000);
            assertThatThrownBy(() -> database.write(handle -> {
                        handle.execute("INSERT INTO teams (id, name, created_at) VALUES ('t', 't', 1)");
                        new EventRows(handle).add(NOW, "kind", "subject", large);
                        return true;
                    }))
                    .isInstanceOfSatisfying(
                            StoreFault.class, f -> assertThat(f.kind()).isEqualTo(Kind.DISK_FULL))
                    .hasMessage("the disk that holds " + files.database() + " is full: make room and try again");
            limit(database, 1_000_000);
            database.write(handle -> handle.execute("INSERT INTO teams (id, name, created_at) VALUES ('t', 't', 1)"));
            List<Event> events = database.read(handle -> new EventRows(handle).newest(1));
            assertThat(events).isEmpty();
        }
    }

    private static void limit(Database database, int pages) {
        database.write(handle -> handle.select("PRAGMA max_page_count = " + pages)
                .mapTo(Integer.class)
                .one());
    }

    @Test
    void databaseHeldByAnotherProgramIsSaid() throws Exception {
        try (SqlStore store = SqlStore.open(files, MIGRATIONS);
                Connection other = DriverManager.getConnection("jdbc:sqlite:" + files.database());
                Statement statement = other.createStatement()) {
            statement.execute("BEGIN IMMEDIATE");
            assertThatThrownBy(() -> store.addToken("laptop", "ab", NOW))
                    .isInstanceOfSatisfying(
                            StoreFault.class, f -> assertThat(f.kind()).isEqualTo(Kind.LOCKED))
                    .hasMessageContaining("another program holds the database");
            assertThat(store.hasToken("ab")).as("readers go on").isFalse();
            statement.execute("ROLLBACK");
            store.addToken("laptop", "ab", NOW);
            assertThat(store.hasToken("ab")).isTrue();
        }
    }

    @Test
    void fileThatIsNoDatabaseIsSaid() throws Exception {
        SqlStore.open(files, MIGRATIONS).close();
        byte[] noise = new byte[8192];
        Arrays.fill(noise, (byte) 'n');
        Files.write(files.database(), noise);
        assertThatThrownBy(() -> SqlStore.open(files, MIGRATIONS))
                .isInstanceOfSatisfying(
                        StoreFault.class, f -> assertThat(f.kind()).isEqualTo(Kind.DAMAGED));
    }
}

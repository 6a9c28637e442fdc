package io.portolan.store;

import io.portolan.store.vault.PrivateFiles;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings a database to the newest schema. Flyway is only started when there is something to do: the usual start asks the
 * history table, which takes a millisecond, and goes on.
 */
final class Migrations {
    /** All there are, in order: none is searched for on the class path. Schema n is made by the n-th. */
    static final List<String> SCRIPTS = List.of(
            "V1__first_schema.sql",
            "V2__stops_under_way.sql",
            "V3__starts_under_way.sql",
            "V4__placements.sql",
            "V5__links.sql",
            "V6__domain_options.sql",
            "V7__proxy_choice.sql");

    private static final Logger LOG = LoggerFactory.getLogger(Migrations.class);
    private static final String HISTORY = "schema_history";
    private static final Map<String, String> SQLITE =
            Map.of("bytes", "BLOB", "identity", "INTEGER PRIMARY KEY AUTOINCREMENT");

    private final List<String> scripts;
    private final String version;

    /** @param version of this Portolan, remembered beside each migration it makes */
    Migrations(List<String> scripts, String version) {
        this.scripts = List.copyOf(scripts);
        this.version = version;
    }

    private record Applied(int schema, String by) {}

    void migrate(DataSource database, StoreFiles files) {
        try {
            Optional<Applied> applied = newestApplied(database);
            int found = applied.map(Applied::schema).orElse(0);
            if (found > scripts.size()) {
                String by = applied.map(Applied::by).orElseThrow();
                throw new StoreTooNew(by, found, scripts.size(), files.backups());
            }
            if (found == scripts.size()) {
                return;
            }
            if (found > 0) {
                backUp(database, found, files);
            }
            flyway(database).migrate();
        } catch (SQLException | IOException | FlywayException e) {
            throw Faults.of(e, files.database());
        }
    }

    private static Optional<Applied> newestApplied(DataSource database) throws SQLException {
        try (Connection connection = database.getConnection()) {
            try (ResultSet tables = connection.getMetaData().getTables(null, null, HISTORY, null)) {
                if (!tables.next()) {
                    return Optional.empty();
                }
            }
            String newest = """
                    SELECT version, installed_by FROM %s
                    WHERE success AND version IS NOT NULL
                    ORDER BY installed_rank DESC LIMIT 1
                    """.formatted(HISTORY);
            try (PreparedStatement query = connection.prepareStatement(newest);
                    ResultSet row = query.executeQuery()) {
                return row.next()
                        ? Optional.of(new Applied(row.getInt("version"), row.getString("installed_by")))
                        : Optional.empty();
            }
        }
    }

    private static void backUp(DataSource database, int schema, StoreFiles files) throws SQLException, IOException {
        PrivateFiles.directory(files.backups());
        String time = Instant.now().toString().replaceAll("[^0-9TZ]", "");
        Path backup = files.backups().resolve("portolan-schema%d-%s.db".formatted(schema, time));
        PrivateFiles.file(backup);
        try (Connection connection = database.getConnection();
                PreparedStatement copy = connection.prepareStatement("VACUUM INTO ?")) {
            copy.setString(1, backup.toAbsolutePath().toString());
            copy.execute();
        } catch (SQLException e) {
            Files.delete(backup);
            throw e;
        }
        LOG.info("backed up the store before its migration: {}", backup);
    }

    private Flyway flyway(DataSource database) {
        return Flyway.configure(Migrations.class.getClassLoader())
                .dataSource(database)
                .table(HISTORY)
                .installedBy("Portolan " + version)
                .placeholders(SQLITE)
                .resourceProvider(
                        new Scripts(scripts.stream().map(Migrations::script).toList()))
                .javaMigrationClassProvider(List::of)
                .loggers("slf4j")
                .load();
    }

    private static Scripts.Script script(String name) {
        try (InputStream in = Migrations.class.getResourceAsStream("migration/" + name)) {
            if (in == null) {
                throw new IllegalStateException("the migration " + name + " is not packaged");
            }
            return new Scripts.Script(name, new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new IllegalStateException("the migration " + name + " cannot be read from its package", e);
        }
    }
}

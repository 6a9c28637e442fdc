package io.portolan.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.portolan.store.vault.PrivateFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;

/**
 * One SQLite file: a single connection that writes, with transactions that take the write lock at once, and a few that
 * only read. Whoever must wait waits in the pool, in Java, and not in SQLite, where a virtual thread would hold on to
 * its carrier.
 */
final class Database implements AutoCloseable {
    private static final int READERS = 4;
    /** For programs besides the daemon (a copy being made, a shell) that hold the write lock. */
    private static final int BUSY_MILLIS = 2_000;

    private static final int JOURNAL_BYTES = 16 * 1024 * 1024;

    private final Path file;
    private final HikariDataSource writer;
    private final HikariDataSource reader;
    private final Jdbi write;
    private final Jdbi read;

    private Database(Path file) {
        this.file = file;
        this.writer = pool("store-writer", writable(file), 1, false);
        this.reader = pool("store-reader", readOnly(file), READERS, true);
        this.write = Jdbi.create(writer);
        this.read = Jdbi.create(reader);
    }

    /** Makes the file if it is missing, and brings it to the newest schema. */
    static Database open(StoreFiles files, Migrations migrations) {
        Path file = files.database();
        try {
            PrivateFiles.file(file);
            for (String companion : new String[] {"-wal", "-shm"}) {
                Path path = file.resolveSibling(file.getFileName() + companion);
                if (Files.exists(path)) {
                    PrivateFiles.file(path);
                }
            }
        } catch (IOException e) {
            throw Faults.of(e, file);
        }
        migrations.migrate(writable(file), files);
        try {
            return new Database(file);
        } catch (RuntimeException e) {
            throw Faults.of(e, file);
        }
    }

    /** All of {@code work} or nothing. Nobody else writes meanwhile. */
    <T> T write(Function<Handle, T> work) {
        return run(write, work);
    }

    /** Sees one state of the database throughout. */
    <T> T read(Function<Handle, T> work) {
        return run(read, work);
    }

    private <T> T run(Jdbi jdbi, Function<Handle, T> work) {
        try {
            return jdbi.inTransaction(work::apply);
        } catch (JdbiException e) {
            throw Faults.of(e, file);
        }
    }

    private static HikariDataSource pool(String name, SQLiteDataSource source, int size, boolean readOnly) {
        HikariConfig config = new HikariConfig();
        config.setPoolName(name);
        config.setDataSource(source);
        config.setMaximumPoolSize(size);
        config.setMinimumIdle(1);
        config.setReadOnly(readOnly);
        // A connection to a file does not age.
        config.setMaxLifetime(0);
        return new HikariDataSource(config);
    }

    private static SQLiteDataSource writable(Path file) {
        SQLiteConfig config = new SQLiteConfig();
        config.setJournalMode(SQLiteConfig.JournalMode.WAL);
        config.setJournalSizeLimit(JOURNAL_BYTES);
        // What was acknowledged survives a power cut: a generated password must not be forgotten after a database has
        // been set up with it.
        config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
        config.enforceForeignKeys(true);
        config.setTransactionMode(SQLiteConfig.TransactionMode.IMMEDIATE);
        return source(file, config);
    }

    private static SQLiteDataSource readOnly(Path file) {
        SQLiteConfig config = new SQLiteConfig();
        config.setReadOnly(true);
        return source(file, config);
    }

    private static SQLiteDataSource source(Path file, SQLiteConfig config) {
        config.setBusyTimeout(BUSY_MILLIS);
        SQLiteDataSource source = new SQLiteDataSource(config);
        source.setUrl("jdbc:sqlite:" + file.toAbsolutePath());
        return source;
    }

    /** Readers first: the last connection, the writer, folds the journal into the file. */
    @Override
    public void close() {
        reader.close();
        writer.close();
    }
}

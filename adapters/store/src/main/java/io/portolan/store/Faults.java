package io.portolan.store;

import io.portolan.engine.store.Conflict;
import io.portolan.engine.store.StoreFault;
import io.portolan.engine.store.StoreFault.Kind;
import java.nio.file.Path;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/** What the database reports, in words that say what to do. */
final class Faults {
    private Faults() {}

    static RuntimeException of(Throwable thrown, Path database) {
        if (thrown instanceof StoreFault fault) {
            return fault;
        }
        SQLException sql = cause(thrown, SQLException.class);
        SQLiteException sqlite = cause(thrown, SQLiteException.class);
        if (sqlite != null) {
            return of(sqlite.getResultCode(), sqlite, database);
        }
        if (sql instanceof SQLTransientConnectionException) {
            return new StoreFault(
                    Kind.LOCKED,
                    "the store is busy: no connection to " + database + " was free in time; try again",
                    sql);
        }
        return new StoreFault(Kind.FAILED, "the store " + database + " failed: " + reason(thrown, sql), thrown);
    }

    private static RuntimeException of(SQLiteErrorCode code, SQLiteException e, Path database) {
        String name = code.name();
        if (code == SQLiteErrorCode.SQLITE_FULL) {
            return new StoreFault(
                    Kind.DISK_FULL, "the disk that holds " + database + " is full: make room and try again", e);
        }
        if (name.startsWith("SQLITE_BUSY") || name.startsWith("SQLITE_LOCKED")) {
            return new StoreFault(
                    Kind.LOCKED, "another program holds the database " + database + ": end it, or try again later", e);
        }
        if (name.startsWith("SQLITE_CORRUPT") || code == SQLiteErrorCode.SQLITE_NOTADB) {
            return new StoreFault(
                    Kind.DAMAGED,
                    "the database %s is damaged (%s): restore it from a backup".formatted(database, name),
                    e);
        }
        if (code == SQLiteErrorCode.SQLITE_CONSTRAINT_UNIQUE || code == SQLiteErrorCode.SQLITE_CONSTRAINT_PRIMARYKEY) {
            return new Conflict("somebody else was faster: " + e.getMessage());
        }
        if (name.startsWith("SQLITE_IOERR") || code == SQLiteErrorCode.SQLITE_CANTOPEN) {
            return new StoreFault(
                    Kind.FAILED,
                    "the database %s cannot be read or written (%s): check the disk, and whose files they are"
                            .formatted(database, name),
                    e);
        }
        return new StoreFault(Kind.FAILED, "the store " + database + " failed: " + e.getMessage(), e);
    }

    private static @Nullable String reason(Throwable thrown, @Nullable SQLException sql) {
        return sql == null ? thrown.toString() : sql.getMessage();
    }

    private static <T extends Throwable> @Nullable T cause(Throwable thrown, Class<T> type) {
        for (Throwable t = thrown; t != null; t = t.getCause()) {
            if (type.isInstance(t)) {
                return type.cast(t);
            }
        }
        return null;
    }
}

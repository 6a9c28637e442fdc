package io.portolan.daemon;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.slf4j.LoggerFactory;
import org.sqlite.SQLiteJDBCLoader;
import org.sqlite.util.LibraryLoaderUtil;

/**
 * SQLite's native library, unpacked once for each of its versions. Left to itself the driver unpacks it at every start, into
 * the folder for temporary files, where a daemon that is killed leaves it.
 */
final class SqliteLibrary {
    private SqliteLibrary() {}

    /** Has to come before the first connection. */
    static void unpack(Path folder) {
        String name = LibraryLoaderUtil.getNativeLibName();
        Path version = folder.resolve(SQLiteJDBCLoader.getVersion());
        Path library = version.resolve(name);
        try {
            if (!Files.exists(library)) {
                Installation.deleteTree(folder);
                Files.createDirectories(version);
                copy(LibraryLoaderUtil.getNativeLibResourcePath() + "/" + name, library);
            }
            System.setProperty("org.sqlite.lib.path", version.toString());
            System.setProperty("org.sqlite.lib.name", name);
        } catch (IOException e) {
            // The driver then unpacks it itself.
            LoggerFactory.getLogger(SqliteLibrary.class).warn("cannot unpack SQLite to {}: {}", folder, e.toString());
        }
    }

    private static void copy(String resource, Path library) throws IOException {
        Path half = library.resolveSibling(library.getFileName() + ".new");
        try (InputStream in = SQLiteJDBCLoader.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IOException("the driver has no library for this system");
            }
            Files.copy(in, half, StandardCopyOption.REPLACE_EXISTING);
        }
        Files.move(half, library, StandardCopyOption.ATOMIC_MOVE);
    }
}

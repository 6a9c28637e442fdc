package io.portolan.daemon;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;

/** The daemon's folder: its owner's only, one daemon at a time. */
record DataDirectory(Path path) {
    private static final String PRIVATE_FILE = "rw-------";

    static DataDirectory create(Path path) {
        try {
            Files.createDirectories(path);
            Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwx------"));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot make the data folder " + path + ": " + e.getMessage(), e);
        }
        return new DataDirectory(path);
    }

    Path tokenFile() {
        return path.resolve("admin.token");
    }

    Path clientFile() {
        return path.resolve("client.json");
    }

    Path logFile() {
        return path.resolve("daemon.log");
    }

    Path supervisorPidFile() {
        return path.resolve("supervisor.pid");
    }

    Path proxyDirectory() {
        return path.resolve("proxy");
    }

    /** Held for the daemon's life; empty if another daemon has it. */
    Optional<FileLock> lock() {
        try {
            FileChannel channel =
                    FileChannel.open(path.resolve("daemon.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            return Optional.ofNullable(channel.tryLock());
        } catch (OverlappingFileLockException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot lock the data folder " + path + ": " + e.getMessage(), e);
        }
    }

    /** Writes a file that only the owner may read, whole or not at all. */
    void writePrivate(Path file, String text) {
        Path temporary = file.resolveSibling(file.getFileName() + ".new");
        try {
            Files.deleteIfExists(temporary);
            Files.createFile(
                    temporary, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(PRIVATE_FILE)));
            Files.writeString(temporary, text);
            Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file + ": " + e.getMessage(), e);
        }
    }
}

package io.portolan.daemon;

import io.portolan.cli.command.CommandFailure;
import io.portolan.model.Diagnostic;
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
import java.util.Set;
import java.util.stream.Stream;

/**
 * The daemon's folder: its owner's only, one daemon at a time. The lock file marks it as Portolan's from its first moment,
 * so that no folder with other things in it is ever taken over, or removed.
 */
record DataDirectory(Path path) {
    private static final String PRIVATE_FILE = "rw-------";
    private static final String LOCK = "daemon.lock";
    /** What may stand in a folder before it is Portolan's. */
    private static final Set<String> BROUGHT = Set.of(SettingsProvider.FILE, "lost+found");

    /** Makes the folder where it is missing. */
    static DataDirectory create(Path path) {
        try {
            Files.createDirectories(path);
            if (!isPortolans(path)) {
                claim(path);
            }
            Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwx------"));
        } catch (IOException e) {
            throw CommandFailure.failed(
                    Diagnostic.error("data.unusable", "cannot make the data folder " + path + ": " + e));
        }
        return new DataDirectory(path);
    }

    private static void claim(Path path) throws IOException {
        if (!isFree(path)) {
            throw notPortolans(path);
        }
        Files.createFile(path.resolve(LOCK));
    }

    /** The folder of a Portolan that was once started there; empty if there is none. */
    static Optional<DataDirectory> existing(Path path) {
        if (Files.isDirectory(path) && isPortolans(path)) {
            return Optional.of(new DataDirectory(path));
        }
        try {
            if (!Files.exists(path) || (Files.isDirectory(path) && isFree(path))) {
                return Optional.empty();
            }
        } catch (IOException e) {
            throw CommandFailure.failed(
                    Diagnostic.error("data.unusable", "cannot read the data folder " + path + ": " + e));
        }
        throw notPortolans(path);
    }

    private static boolean isPortolans(Path path) {
        return Files.exists(path.resolve(LOCK));
    }

    private static boolean isFree(Path path) throws IOException {
        try (Stream<Path> present = Files.list(path)) {
            return present.allMatch(p -> BROUGHT.contains(p.getFileName().toString()));
        }
    }

    private static CommandFailure notPortolans(Path path) {
        return CommandFailure.failed(
                Diagnostic.error("data.not-portolans", path + " holds other things than Portolan's data")
                        .suggest("name a folder of its own with --data"));
    }

    Path tokenFile() {
        return path.resolve("admin.token");
    }

    /** The settings of the daemon that runs or ran last, as arguments, one a line. */
    Path settingsFile() {
        return path.resolve("daemon.settings");
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

    /** How often the daemon ended by a failure, in a row. */
    Path supervisorStateFile() {
        return path.resolve("supervisor.state");
    }

    Path supervisorLogFile() {
        return path.resolve("supervisor.log");
    }

    /** The control directory of a kind of proxy. */
    Path proxyDirectory(String kind) {
        return path.resolve("proxy").resolve(kind);
    }

    /** Held for the daemon's life; empty if another daemon has it. */
    Optional<FileLock> lock() {
        try {
            FileChannel channel =
                    FileChannel.open(path.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
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

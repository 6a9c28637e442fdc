package io.portolan.daemon;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A copy of the program in the data folder, from which the daemon runs: a build or an update of the original never takes
 * classes from under a daemon that runs.
 */
record Installation(Path library) {
    /** The program; the class path is in its manifest. */
    private static final String PROGRAM = "portolan.jar";

    /** Made by the launcher's build: classes in the form that the JVM works with. */
    private static final String ARCHIVE = "portolan.jsa";

    static Installation copyOf(DataDirectory data) {
        return copyOf(origin(), data);
    }

    static Installation copyOf(Path origin, DataDirectory data) {
        try {
            List<Path> files;
            try (Stream<Path> all = Files.list(origin)) {
                files = all.filter(Files::isRegularFile).sorted().toList();
            }
            Path library = data.path().resolve("app").resolve(digest(files));
            if (!Files.isDirectory(library)) {
                Path half = library.resolveSibling(library.getFileName() + ".new");
                deleteTree(half);
                Files.createDirectories(half);
                for (Path file : files) {
                    // With their times: by these the archive knows that it belongs to them.
                    Files.copy(file, half.resolve(file.getFileName()), StandardCopyOption.COPY_ATTRIBUTES);
                }
                Files.move(half, library, StandardCopyOption.ATOMIC_MOVE);
            }
            return new Installation(library);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot copy the program from " + origin + ": " + e.getMessage(), e);
        }
    }

    /** The folder that this program runs from. */
    private static Path origin() {
        Path first = Path.of(System.getProperty("java.class.path").split(File.pathSeparator)[0]);
        if (!first.endsWith(PROGRAM)) {
            throw new IllegalStateException("not started from a build: " + first + " is not it; use ./portolan");
        }
        return Objects.requireNonNull(first.toAbsolutePath().getParent(), "a file is in a folder");
    }

    private static String digest(List<Path> files) throws IOException {
        try {
            MessageDigest sha = MessageDigest.getInstance("SHA-256");
            for (Path file : files) {
                // Large, and never the same twice; what it holds comes from the other files.
                if (!file.endsWith(ARCHIVE)) {
                    sha.update(Files.readAllBytes(file));
                }
            }
            return HexFormat.of().formatHex(sha.digest(), 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /**
     * The command that runs the daemon in the foreground: the launcher's, for a copy.
     *
     * @param heap its largest heap, if it is not to be the usual one
     */
    List<String> daemonCommand(Optional<String> heap, DaemonOptions options, DataDirectory data) {
        List<String> command = new ArrayList<>();
        command.add(ProcessHandle.current().info().command().orElse("java"));
        command.add("@" + library.resolve("java.options"));
        command.add("@" + library.resolve("daemon.options"));
        heap.ifPresent(size -> command.add("-Xmx" + size));
        if (Files.exists(library.resolve(ARCHIVE))) {
            command.add("-XX:SharedArchiveFile=" + library.resolve(ARCHIVE));
        }
        command.addAll(List.of("-jar", library.resolve(PROGRAM).toString(), "daemon"));
        command.addAll(options.arguments());
        command.add("--log-file=" + data.logFile());
        return command;
    }

    /** Removes the copies of earlier versions; called when the daemon of this one runs. */
    void removeOthers() {
        try (Stream<Path> copies = Files.list(library.getParent())) {
            for (Path copy : copies.filter(c -> !c.equals(library)).toList()) {
                deleteTree(copy);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot remove an earlier version: " + e.getMessage(), e);
        }
    }

    static void deleteTree(Path root) throws IOException {
        if (!Files.exists(root)) {
            return;
        }
        try (Stream<Path> paths = Files.walk(root)) {
            for (Path path : paths.sorted((a, b) -> b.compareTo(a)).collect(Collectors.toList())) {
                Files.delete(path);
            }
        }
    }
}

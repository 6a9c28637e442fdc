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
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A copy of the program in the data folder, from which the daemon runs: a build or an update of the original never takes
 * classes from under a daemon that runs.
 */
record Installation(Path library) {
    static Installation copyOf(DataDirectory data) {
        List<Path> jars = Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .map(Path::of)
                .toList();
        Path library = data.path().resolve("app").resolve(digest(jars));
        try {
            if (!Files.isDirectory(library)) {
                Path half = library.resolveSibling(library.getFileName() + ".new");
                deleteTree(half);
                Files.createDirectories(half);
                for (Path jar : jars) {
                    Files.copy(jar, half.resolve(jar.getFileName()), StandardCopyOption.REPLACE_EXISTING);
                }
                Files.move(half, library, StandardCopyOption.ATOMIC_MOVE);
            }
            return new Installation(library);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot copy the program to " + library + ": " + e.getMessage(), e);
        }
    }

    private static String digest(List<Path> jars) {
        try {
            MessageDigest sha = MessageDigest.getInstance("SHA-256");
            for (Path jar : jars) {
                if (!Files.isRegularFile(jar)) {
                    throw new IllegalStateException("not started from a build: " + jar + " is no jar; use ./portolan");
                }
                sha.update(Files.readAllBytes(jar));
            }
            return HexFormat.of().formatHex(sha.digest(), 0, 8);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the program: " + e.getMessage(), e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /** The command that runs the daemon in the foreground. */
    List<String> daemonCommand(DaemonOptions options, DataDirectory data) {
        List<String> command = new ArrayList<>();
        command.add(ProcessHandle.current().info().command().orElse("java"));
        command.addAll(List.of(
                "-XX:+UseSerialGC",
                "-XX:+UseCompactObjectHeaders",
                "-XX:TieredStopAtLevel=1",
                "-Xmx256m",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                library + "/*",
                Main.class.getName(),
                "daemon"));
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

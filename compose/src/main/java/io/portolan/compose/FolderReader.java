package io.portolan.compose;

import io.portolan.compose.report.Findings;
import io.portolan.compose.report.Shown;
import io.portolan.model.Diagnostic;
import io.portolan.model.stack.Bundle;
import java.io.IOException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** Reads files of one folder into a bundle's files, within limits, never from outside: symbolic links are followed. */
final class FolderReader {
    static final int LARGEST_FILE = 10 * 1024 * 1024;
    static final int LARGEST_BUNDLE = 50 * 1024 * 1024;
    static final int MOST_FILES = 5_000;

    private final Path folder;
    private final Findings findings;
    private final TreeMap<String, Bundle.File> files = new TreeMap<>();
    private long bytes;

    /** @param folder a real path */
    FolderReader(Path folder, Findings findings) {
        this.folder = folder;
        this.findings = findings;
    }

    SortedMap<String, Bundle.File> files() {
        return files;
    }

    /** The file at a relative path, added if it is there. */
    Optional<Bundle.File> file(String relative) {
        if (relative.indexOf('\0') < 0 && !Files.isDirectory(folder.resolve(relative))) {
            add(relative);
        }
        return Optional.ofNullable(files.get(relative));
    }

    /** Adds the file or folder at a relative path; what is not there is not added. */
    void add(String relative) {
        Path path;
        try {
            path = folder.resolve(relative).normalize();
        } catch (InvalidPathException e) {
            error("compose.invalid-path", Shown.quoted(relative) + " is not a path");
            return;
        }
        if (!path.startsWith(folder)) {
            // The loader reports it where it stands in the file.
            return;
        }
        try {
            if (Files.isDirectory(path)) {
                Files.walkFileTree(path, EnumSet.of(FileVisitOption.FOLLOW_LINKS), 64, new Visitor());
            } else if (Files.exists(path)) {
                read(path);
            }
        } catch (IOException e) {
            error("compose.unreadable", "%s cannot be read: %s".formatted(Shown.quoted(relative), e));
        }
    }

    private FileVisitResult read(Path path) throws IOException {
        String name = folder.relativize(path).toString().replace('\\', '/');
        if (files.containsKey(name)) {
            return FileVisitResult.CONTINUE;
        }
        if (!path.toRealPath().startsWith(folder)) {
            error(
                    "compose.path-outside",
                    Shown.quoted(name) + " is a link that leads out of the Compose file's folder");
            return FileVisitResult.CONTINUE;
        }
        if (!Files.isRegularFile(path)) {
            findings.add(Diagnostic.warning(
                    "compose.special-file",
                    Shown.quoted(name) + " is no regular file: it does not go with the deploy"));
            return FileVisitResult.CONTINUE;
        }
        long size = Files.size(path);
        if (size > LARGEST_FILE) {
            error(
                    "compose.too-large",
                    "%s has %d bytes: a file of a deploy has at most %d"
                            .formatted(Shown.quoted(name), size, LARGEST_FILE));
            return FileVisitResult.CONTINUE;
        }
        if (bytes + size > LARGEST_BUNDLE || files.size() >= MOST_FILES) {
            error(
                    "compose.too-large",
                    "the files beside the Compose file are too many for a deploy: at most %d files and %d bytes"
                            .formatted(MOST_FILES, LARGEST_BUNDLE));
            return FileVisitResult.TERMINATE;
        }
        bytes += size;
        files.put(name, new Bundle.File(Files.readAllBytes(path), mode(path)));
        return FileVisitResult.CONTINUE;
    }

    private static int mode(Path path) throws IOException {
        Set<PosixFilePermission> permissions;
        try {
            permissions = Files.getPosixFilePermissions(path);
        } catch (UnsupportedOperationException e) {
            // A file system without permissions, as on Windows: what most files have.
            return 0644;
        }
        int mode = 0;
        for (PosixFilePermission permission : PosixFilePermission.values()) {
            mode = mode << 1 | (permissions.contains(permission) ? 1 : 0);
        }
        return mode;
    }

    private void error(String code, String message) {
        findings.add(Diagnostic.error(code, message));
    }

    private final class Visitor extends SimpleFileVisitor<Path> {
        @Override
        public FileVisitResult preVisitDirectory(Path path, BasicFileAttributes attributes) throws IOException {
            if (path.toRealPath().startsWith(folder)) {
                return FileVisitResult.CONTINUE;
            }
            error(
                    "compose.path-outside",
                    Shown.quoted(folder.relativize(path).toString())
                            + " is a link that leads out of the Compose file's folder");
            return FileVisitResult.SKIP_SUBTREE;
        }

        @Override
        public FileVisitResult visitFile(Path path, BasicFileAttributes attributes) throws IOException {
            return read(path);
        }

        @Override
        public FileVisitResult visitFileFailed(Path path, IOException e) {
            String name = Shown.quoted(folder.relativize(path).toString());
            error(
                    "compose.unreadable",
                    e instanceof FileSystemLoopException
                            ? name + " is a link that leads back to itself"
                            : "%s cannot be read: %s".formatted(name, e));
            return FileVisitResult.CONTINUE;
        }
    }
}

package io.portolan.haproxy;

import io.portolan.proxy.ControlDirectory;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A configuration is several files that only make sense together, so they are replaced together: each has a folder of its
 * own, and {@code current} is a link to the one that counts.
 */
record Generations(ControlDirectory directory) {
    static final String CURRENT = "current";
    private static final String NEXT = ".current.next";
    private static final String PREFIX = "configuration-";

    boolean hasCurrent() {
        return directory.has(CURRENT);
    }

    Optional<byte[]> read(String file) throws IOException {
        return directory.read(CURRENT + "/" + file);
    }

    /** The one that counts; none before the first. */
    Optional<String> current() throws IOException {
        try {
            return Optional.of(Files.readSymbolicLink(directory.file(CURRENT))
                    .getFileName()
                    .toString());
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    /** Whoever reads, also after a power cut, finds the former files or the new ones, complete. */
    void persist(Map<String, byte[]> files) throws IOException {
        Optional<String> former = current();
        String name = PREFIX + (former.map(Generations::number).orElse(0L) + 1);
        remove(directory.file(name));
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            Path there = directory.file(former.orElse(name) + "/" + file.getKey());
            Path target = directory.file(name + "/" + file.getKey());
            if (former.isPresent()
                    && Files.exists(there)
                    && Arrays.equals(Files.readAllBytes(there), file.getValue())) {
                Files.createDirectories(folder(target));
                Files.createLink(target, there);
            } else {
                directory.persist(name + "/" + file.getKey(), file.getValue());
            }
        }
        sync(directory.file(name));
        point(name);
    }

    /** Makes another one count, which is still there. */
    void point(String name) throws IOException {
        Path next = directory.file(NEXT);
        Files.deleteIfExists(next);
        Files.createSymbolicLink(next, Path.of(name));
        Files.move(next, directory.file(CURRENT), StandardCopyOption.ATOMIC_MOVE);
        sync(directory.path());
    }

    /** Removes all but the one that counts. */
    void tidy() throws IOException {
        String current = current().orElse("");
        try (Stream<Path> entries = Files.list(directory.path())) {
            List<Path> others = entries.filter(p -> p.getFileName().toString().startsWith(PREFIX)
                            && !p.getFileName().toString().equals(current))
                    .toList();
            for (Path other : others) {
                remove(other);
            }
        }
    }

    private static Path folder(Path file) {
        return Objects.requireNonNull(file.getParent());
    }

    private static long number(String name) {
        String digits = name.substring(name.lastIndexOf('-') + 1);
        return digits.matches("\\d{1,18}") ? Long.parseLong(digits) : 0;
    }

    private static void sync(Path folder) throws IOException {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    private static void remove(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> tree = Files.walk(folder)) {
            for (Path path : tree.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}

package io.portolan.haproxy;

import io.portolan.proxy.ControlDirectory;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BiPredicate;
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

    /**
     * Whoever reads, also after a power cut, finds the former files or the new ones, complete.
     *
     * @param unchanged whether the one that counts has the same under that name
     */
    void persist(Map<String, byte[]> files, BiPredicate<String, byte[]> unchanged) throws IOException {
        Optional<String> former = current();
        String name = PREFIX + (former.map(Generations::number).orElse(0L) + 1);
        remove(directory.file(name));
        Set<Path> written = new LinkedHashSet<>();
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            Path target = directory.file(name + "/" + file.getKey());
            Files.createDirectories(folder(target));
            Path there = directory.file(former.orElse(name) + "/" + file.getKey());
            if (former.isPresent() && unchanged.test(file.getKey(), file.getValue()) && Files.exists(there)) {
                Files.createLink(target, there);
            } else {
                Files.write(target, file.getValue());
                written.add(target);
            }
            written.add(folder(target));
        }
        written.add(directory.file(name));
        sync(written);
        point(name);
    }

    /** All at once: a disk that is told so of several files writes them together. */
    private static void sync(Set<Path> paths) throws IOException {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> all = new ArrayList<>();
            paths.forEach(path -> all.add(threads.submit(() -> {
                sync(path);
                return path;
            })));
            for (Future<?> one : all) {
                one.get();
            }
        } catch (ExecutionException e) {
            throw new IOException(
                    e.getCause() == null ? e.getMessage() : e.getCause().getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while files were written");
        }
    }

    /** Changes when any file of the one that counts is another, or is written to. */
    String stamp() throws IOException {
        StringBuilder stamp = new StringBuilder(current().orElse(""));
        Path folder = directory.file(CURRENT + "/");
        if (hasCurrent()) {
            try (Stream<Path> tree = Files.walk(folder.toRealPath())) {
                for (Path file : tree.sorted().toList()) {
                    BasicFileAttributes there = Files.readAttributes(file, BasicFileAttributes.class);
                    if (there.isRegularFile()) {
                        stamp.append(' ')
                                .append(there.fileKey())
                                .append(there.lastModifiedTime())
                                .append(there.size());
                    }
                }
            }
        }
        return stamp.toString();
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

    private static void sync(Path path) throws IOException {
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
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

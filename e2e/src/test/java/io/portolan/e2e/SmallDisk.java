package io.portolan.e2e;

import io.portolan.e2e.Shell.Result;
import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;

/**
 * A disk of its own, small enough to be filled. It is a file with a file system, and not memory, because it has to be
 * mounted twice: the lab's engine, which mounts what stands on it into containers, has a view of the mounts of its own.
 */
final class SmallDisk implements AutoCloseable {
    private static final long BYTES = 192L << 20;

    private final Path mountPoint;
    private final String device;
    private final List<List<String>> views = new ArrayList<>();

    private SmallDisk(Path mountPoint, String device) {
        this.mountPoint = mountPoint;
        this.device = device;
    }

    /** Mounts one in the folder; skips the test where that is not allowed. */
    static SmallDisk in(Path folder) throws IOException {
        Path file = folder.resolve("disk.img");
        try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
            sparse.setLength(BYTES);
        }
        Result loop = Shell.run("losetup", "--find", "--show", file.toString());
        Assumptions.assumeTrue(loop.exit() == 0, "no loop device for a small disk: " + loop.err());
        SmallDisk disk = new SmallDisk(
                Files.createDirectory(folder.resolve("disk")), loop.out().strip());
        try {
            Shell.run("mkfs.ext4", "-q", disk.device).ok();
            disk.mount(List.of());
            Path box = Path.of(System.getenv().getOrDefault("PORTOLAN_LAB", "/nowhere"), "box.pid");
            if (Files.exists(box)) {
                String pid = Files.readString(box).split(" ", 2)[0];
                disk.mount(List.of("nsenter", "--mount=/proc/" + pid + "/ns/mnt", "--"));
            }
            return disk;
        } catch (IOException | AssertionError e) {
            disk.close();
            throw e;
        }
    }

    private void mount(List<String> view) {
        run(view, "mount", device, mountPoint.toString());
        views.addFirst(view);
    }

    private static void run(List<String> view, String... command) {
        List<String> all = new ArrayList<>(view);
        all.addAll(List.of(command));
        Shell.run(Map.of(), Duration.ofMinutes(1), all).ok();
    }

    Path path() {
        return mountPoint;
    }

    /** Until not a byte more fits. */
    void fill() throws IOException {
        for (int size : List.of(1 << 20, 4096, 1)) {
            byte[] zeros = new byte[size];
            try (OutputStream out =
                    Files.newOutputStream(filler(), StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
                while (true) {
                    out.write(zeros);
                }
            } catch (IOException full) {
                if (!String.valueOf(full.getMessage()).contains("No space left")) {
                    throw full;
                }
            }
        }
    }

    void free() throws IOException {
        Files.deleteIfExists(filler());
    }

    private Path filler() {
        return mountPoint.resolve("filler");
    }

    @Override
    public void close() {
        views.forEach(view -> run(view, "umount", mountPoint.toString()));
        Shell.run("losetup", "--detach", device).ok();
    }
}

package io.portolan.proxy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;

/**
 * The host's folder that a proxy and the daemon share. Who can enter it can configure the proxy and read its keys, so it
 * is only its owner's.
 */
public record ControlDirectory(Path path) {
    private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rwx------");

    public Path file(String name) {
        return path.resolve(name);
    }

    /** Makes the folder, and closes it to everybody else. */
    public void prepare() throws IOException {
        Files.createDirectories(path, PosixFilePermissions.asFileAttribute(OWNER_ONLY));
        Files.setPosixFilePermissions(path, OWNER_ONLY);
    }

    public boolean has(String name) {
        return Files.exists(file(name));
    }

    public Optional<byte[]> read(String name) throws IOException {
        try {
            return Optional.of(Files.readAllBytes(file(name)));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    /** Whoever reads the file, also after a power cut, finds the former content or the new one, complete. */
    public void persist(String name, byte[] content) throws IOException {
        Path target = file(name);
        Path folder = target.getParent() == null ? path : target.getParent();
        Files.createDirectories(folder, PosixFilePermissions.asFileAttribute(OWNER_ONLY));
        Path next = folder.resolve("." + target.getFileName() + ".next");
        try (FileChannel file = FileChannel.open(
                next, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
            ByteBuffer remaining = ByteBuffer.wrap(content);
            while (remaining.hasRemaining()) {
                file.write(remaining);
            }
            file.force(true);
        }
        Files.move(next, target, StandardCopyOption.ATOMIC_MOVE);
        try (FileChannel parent = FileChannel.open(folder, StandardOpenOption.READ)) {
            parent.force(true);
        }
    }

    /** The same, unless that is what stands there: a disk that is not written to cannot make anybody wait. */
    public void persistIfChanged(String name, byte[] content) throws IOException {
        if (!read(name).filter(there -> Arrays.equals(there, content)).isPresent()) {
            persist(name, content);
        }
    }
}

package io.portolan.caddy;

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
import java.util.Optional;
import java.util.Set;

/**
 * The host's folder that Caddy and the daemon share. Who can enter it can configure the proxy, so it is only its
 * owner's.
 */
record ControlDirectory(Path path) {
    static final String CONFIGURATION = "caddy.json";
    static final String SOCKET = "admin.sock";

    private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rwx------");

    Path socket() {
        return path.resolve(SOCKET);
    }

    private Path configuration() {
        return path.resolve(CONFIGURATION);
    }

    /** Makes the folder, closes it to everybody else, and puts the first configuration there if there is none. */
    void prepare(byte[] initial) throws IOException {
        Files.createDirectories(path, PosixFilePermissions.asFileAttribute(OWNER_ONLY));
        Files.setPosixFilePermissions(path, OWNER_ONLY);
        if (Files.notExists(configuration())) {
            persist(initial);
        }
    }

    Optional<byte[]> read() throws IOException {
        try {
            return Optional.of(Files.readAllBytes(configuration()));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    /** Whoever reads the file, also after a power cut, finds the former content or the new one, complete. */
    void persist(byte[] content) throws IOException {
        Path next = path.resolve(CONFIGURATION + ".next");
        try (FileChannel file = FileChannel.open(
                next, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
            ByteBuffer remaining = ByteBuffer.wrap(content);
            while (remaining.hasRemaining()) {
                file.write(remaining);
            }
            file.force(true);
        }
        Files.move(next, configuration(), StandardCopyOption.ATOMIC_MOVE);
        try (FileChannel folder = FileChannel.open(path, StandardOpenOption.READ)) {
            folder.force(true);
        }
    }
}

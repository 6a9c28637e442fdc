package io.portolan.docker;

import io.portolan.engine.port.RuntimeFault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/** A path inside a volume's folder on the host, never outside of it. */
final class VolumePath {
    private VolumePath() {}

    /**
     * A container that may write to the volume can leave a symbolic link there, which the engine would follow when it
     * mounts the path. Where this process sees the folder, that is refused.
     */
    static String resolve(String mountpoint, String path) {
        Path root = Path.of(mountpoint);
        Path inside = root.resolve(path).normalize();
        if (path.startsWith("/") || !inside.startsWith(root)) {
            throw new IllegalArgumentException("the path \"" + path + "\" leads out of its volume");
        }
        try {
            if (Files.isDirectory(root)
                    && !nearestThatExists(inside).toRealPath().startsWith(root.toRealPath())) {
                throw new RuntimeFault(
                        RuntimeFault.Kind.REFUSED,
                        "cannot mount \"" + path + "\": a symbolic link in the volume leads it elsewhere on the host");
            }
        } catch (IOException e) {
            throw new RuntimeFault(
                    RuntimeFault.Kind.REFUSED,
                    "cannot mount \"" + path + "\": where it leads cannot be seen: " + e.getMessage(),
                    e);
        }
        return inside.toString();
    }

    /** A link whose target is missing counts: the engine would make the target. */
    private static Path nearestThatExists(Path path) {
        for (Path existing = path; existing != null; existing = existing.getParent()) {
            if (Files.exists(existing, LinkOption.NOFOLLOW_LINKS)) {
                return existing;
            }
        }
        throw new IllegalStateException("a volume's folder is given by an absolute path: " + path);
    }
}

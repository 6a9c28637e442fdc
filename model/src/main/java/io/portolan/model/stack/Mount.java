package io.portolan.model.stack;

import java.util.Objects;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** Something mounted into a container at {@link #target()}, an absolute path. */
public sealed interface Mount {
    String target();

    boolean readOnly();

    /**
     * A named volume: the file's key in a {@link ServiceSpec}, the engine's name in a container specification.
     *
     * @param noCopy do not fill an empty volume with the image's content at the target
     */
    record Volume(String volume, String target, boolean readOnly, boolean noCopy) implements Mount {
        public Volume {
            Objects.requireNonNull(volume, "volume");
            Objects.requireNonNull(target, "target");
        }
    }

    /** A volume without a name, kept as long as its container is. */
    record Anonymous(String target, boolean readOnly) implements Mount {}

    /** A path of the host, absolute in the author's file. */
    record Bind(String hostPath, String target, boolean readOnly, boolean createHostPath, String propagation)
            implements Mount {}

    /**
     * A path that is relative in the author's file: it came with the deploy's bundle and lives in the stack's file
     * volume.
     *
     * @param volume the stack's file volume, by engine name; empty until planned
     * @param path normalised, relative to the bundle's root, never leading out of it
     * @param digest hash of the content that came with the bundle ("" where nothing came: an empty directory)
     */
    record BundlePath(String volume, String path, String target, boolean readOnly, String digest) implements Mount {}

    /**
     * A config or a secret. It lives in a volume that Portolan made for what this service is granted and that nothing
     * else can name; another content is in another volume, so that what a running container reads never changes.
     *
     * @param volume by engine name; empty until planned
     * @param path where it is among the grants of the bundle, and in the volume
     * @param digest hash of its content, owner and mode
     */
    record Grant(String volume, String path, String target, String digest) implements Mount {
        @Override
        public boolean readOnly() {
            return true;
        }
    }

    /** Memory. Size in bytes, mode in octal as written (for example 0755 is 493). */
    record Tmpfs(String target, OptionalLong size, OptionalInt mode) implements Mount {
        @Override
        public boolean readOnly() {
            return false;
        }
    }
}

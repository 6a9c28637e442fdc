package io.portolan.model.stack;

import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * Something mounted into a container at {@link #target()}, an absolute path. Components that earlier versions did not
 * know are absent in documents of theirs.
 */
public sealed interface Mount {
    String target();

    boolean readOnly();

    /**
     * A named volume: the file's key in a {@link ServiceSpec}, the engine's name in a container specification.
     *
     * @param noCopy do not fill an empty volume with the image's content at the target
     * @param subpath what of the volume is mounted; "" for all
     */
    record Volume(String volume, String target, boolean readOnly, boolean noCopy, String subpath) implements Mount {
        public Volume {
            Objects.requireNonNull(volume, "volume");
            Objects.requireNonNull(target, "target");
            subpath = Objects.requireNonNullElse(subpath, "");
        }

        public Volume(String volume, String target, boolean readOnly, boolean noCopy) {
            this(volume, target, readOnly, noCopy, "");
        }

        /** The same of another volume. */
        public Volume of(String other) {
            return new Volume(other, target, readOnly, noCopy, subpath);
        }
    }

    /** A volume without a name, kept as long as its container is. */
    record Anonymous(String target, boolean readOnly, Map<String, String> labels) implements Mount {
        public Anonymous {
            labels = Map.copyOf(Objects.requireNonNullElse(labels, Map.of()));
        }

        public Anonymous(String target, boolean readOnly) {
            this(target, readOnly, Map.of());
        }
    }

    /**
     * A path of the host, absolute in the author's file.
     *
     * @param recursive what becomes of mounts below it, in the words of the Compose specification: disabled, writable,
     *     readonly; "" for enabled (they come along, read-only as far as the kernel can)
     */
    record Bind(
            String hostPath,
            String target,
            boolean readOnly,
            boolean createHostPath,
            String propagation,
            String recursive)
            implements Mount {
        public Bind {
            recursive = Objects.requireNonNullElse(recursive, "");
        }

        public Bind(String hostPath, String target, boolean readOnly, boolean createHostPath, String propagation) {
            this(hostPath, target, readOnly, createHostPath, propagation, "");
        }
    }

    /**
     * A path that is relative in the author's file: it came with the deploy's bundle and lives in the stack's file
     * volume.
     *
     * @param volume the stack's file volume, by engine name; empty until planned
     * @param path normalised, relative to the bundle's root, never leading out of it
     * @param digest hash of the content that came with the bundle ("" where nothing came: an empty directory)
     */
    record BundlePath(
            String volume,
            String path,
            String target,
            boolean readOnly,
            String digest,
            String propagation,
            String recursive)
            implements Mount {
        public BundlePath {
            propagation = Objects.requireNonNullElse(propagation, "");
            recursive = Objects.requireNonNullElse(recursive, "");
        }

        public BundlePath(String volume, String path, String target, boolean readOnly, String digest) {
            this(volume, path, target, readOnly, digest, "", "");
        }

        /** The same in another volume. */
        public BundlePath in(String other) {
            return new BundlePath(other, path, target, readOnly, digest, propagation, recursive);
        }
    }

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

    /**
     * Memory. Size in bytes, mode in octal as written (for example 0755 is 493).
     *
     * @param options further ones of the kernel, as a list with commas: {@code uid=1000,noexec}
     */
    record Tmpfs(String target, OptionalLong size, OptionalInt mode, String options) implements Mount {
        public Tmpfs {
            options = Objects.requireNonNullElse(options, "");
        }

        public Tmpfs(String target, OptionalLong size, OptionalInt mode) {
            this(target, size, mode, "");
        }

        @Override
        public boolean readOnly() {
            return false;
        }
    }

    /**
     * The files of another image.
     *
     * @param subpath what of the image is mounted; "" for all
     */
    record Image(String reference, String target, boolean readOnly, String subpath) implements Mount {}
}

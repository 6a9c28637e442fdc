package io.portolan.model.stack;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The files a deploy carries: the Compose file and what it refers to (env files, relative bind sources), packed by the
 * client. Paths are relative to the folder of the first Compose file, use {@code /}, and never lead out of it.
 *
 * @param composeFiles paths of the Compose files among {@code files}, in order of precedence
 * @param grants configs and secrets as services are to read them; apart from {@code files}, so that no path of a person
 *     leads to one
 */
public record Bundle(List<String> composeFiles, SortedMap<String, File> files, SortedMap<String, File> grants) {
    public Bundle {
        composeFiles = List.copyOf(composeFiles);
        files = Collections.unmodifiableSortedMap(new TreeMap<>(files));
        grants = Collections.unmodifiableSortedMap(
                new TreeMap<>(Objects.requireNonNullElseGet(grants, TreeMap<String, File>::new)));
        files.keySet().forEach(Bundle::requireInside);
        grants.keySet().forEach(Bundle::requireInside);
        for (String path : composeFiles) {
            if (!files.containsKey(path)) {
                throw new IllegalArgumentException("the bundle does not hold its Compose file " + path);
            }
        }
    }

    public Bundle(List<String> composeFiles, SortedMap<String, File> files) {
        this(composeFiles, files, new TreeMap<>());
    }

    public static Bundle empty() {
        return new Bundle(List.of(), new TreeMap<>());
    }

    public static Bundle of(String path, byte[] content) {
        return new Bundle(List.of(path), new TreeMap<>(Map.of(path, new File(content, 0_644))));
    }

    public Optional<File> file(String path) {
        return Optional.ofNullable(files.get(path));
    }

    private static void requireInside(String path) {
        if (path.isEmpty()
                || path.startsWith("/")
                || path.equals("..")
                || path.startsWith("../")
                || path.contains("/../")
                || path.endsWith("/..")
                || path.indexOf('\0') >= 0) {
            throw new IllegalArgumentException("a bundle's path must stay inside it: " + path);
        }
    }

    /** One file: its bytes, its permission bits and its owner. Equal by content. */
    public static final class File {
        private final byte[] content;
        private final int mode;
        private final int uid;
        private final int gid;

        /** A file of root's. */
        public File(byte[] content, int mode) {
            this(content, mode, 0, 0);
        }

        public File(byte[] content, int mode, int uid, int gid) {
            this.content = content.clone();
            this.mode = mode;
            this.uid = uid;
            this.gid = gid;
        }

        public byte[] content() {
            return content.clone();
        }

        public String text() {
            return new String(content, StandardCharsets.UTF_8);
        }

        public int size() {
            return content.length;
        }

        public int mode() {
            return mode;
        }

        public int uid() {
            return uid;
        }

        public int gid() {
            return gid;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof File f
                    && mode == f.mode
                    && uid == f.uid
                    && gid == f.gid
                    && Arrays.equals(content, f.content);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(content);
        }
    }
}

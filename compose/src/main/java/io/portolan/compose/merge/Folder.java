package io.portolan.compose.merge;

import java.util.ArrayDeque;

/**
 * A folder, relative to another one.
 *
 * @param path without {@code .}, empty for the other folder itself; leading {@code ..} where it is outside
 */
record Folder(String path) {
    static final Folder ROOT = new Folder("");

    static Folder of(String path) {
        return new Folder(normal(path));
    }

    /** The folder that holds the file. */
    static Folder holding(String file) {
        String normal = normal(file);
        int slash = normal.lastIndexOf('/');
        return new Folder(slash < 0 ? "" : normal.substring(0, slash));
    }

    /** What {@code relative} names, seen from where this folder's own path begins. */
    String resolve(String relative) {
        return normal(path + "/" + relative);
    }

    Folder folder(Folder inner) {
        return new Folder(resolve(inner.path));
    }

    boolean isRoot() {
        return path.isEmpty();
    }

    static boolean isOutside(String normal) {
        return normal.equals("..") || normal.startsWith("../");
    }

    private static String normal(String path) {
        ArrayDeque<String> parts = new ArrayDeque<>();
        for (String part : path.split("/", -1)) {
            if (part.equals("..") && !parts.isEmpty() && !parts.getLast().equals("..")) {
                parts.removeLast();
            } else if (!part.isEmpty() && !part.equals(".")) {
                parts.addLast(part);
            }
        }
        return String.join("/", parts);
    }
}

package io.portolan.compose.config;

import java.util.regex.Pattern;

/** Relative paths made absolute. */
record FolderPaths(String folder) {
    private static final Pattern ELSEWHERE = Pattern.compile("(?s)/.*|~.*|[A-Za-z]:[\\\\/].*");
    private static final Pattern REMOTE =
            Pattern.compile("(?s).*://.*|(git@|github\\.com/|gitlab\\.com/|service:|docker-image:).*");

    String absolute(String path) {
        return path.isEmpty() || ELSEWHERE.matcher(path).matches() ? path : clean(folder + "/" + path);
    }

    /** What an image is built from may be on another machine. */
    String context(String path) {
        return REMOTE.matcher(path).matches() ? path : absolute(path);
    }

    /** Without {@code .}, {@code ..} and doubled slashes. */
    static String clean(String path) {
        java.util.ArrayDeque<String> parts = new java.util.ArrayDeque<>();
        for (String part : path.split("/", -1)) {
            if (part.equals("..")) {
                parts.pollLast();
            } else if (!part.isEmpty() && !part.equals(".")) {
                parts.addLast(part);
            }
        }
        return (path.startsWith("/") ? "/" : "") + String.join("/", parts);
    }
}

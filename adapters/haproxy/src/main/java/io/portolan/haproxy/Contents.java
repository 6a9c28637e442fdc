package io.portolan.haproxy;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * What HAProxy starts with, by file name, and what tells it apart from others. Made once for each rendering: with thousands
 * of routes it is megabytes.
 */
final class Contents {
    private final NavigableMap<String, byte[]> files = new TreeMap<>();
    private final String digest;

    private Contents(NavigableMap<String, String> texts) {
        MessageDigest all = Words.sha256();
        texts.forEach((name, text) -> {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            files.put(name, bytes);
            all.update((name + "\n").getBytes(StandardCharsets.UTF_8));
            all.update(bytes);
            all.update((byte) '\n');
        });
        digest = HexFormat.of().formatHex(all.digest());
        files.put(Rendering.LIVE, ("configuration " + digest + "\n").getBytes(StandardCharsets.UTF_8));
    }

    static Contents of(Rendering rendering) {
        return new Contents(rendering.texts());
    }

    String digest() {
        return digest;
    }

    /** A copy, to which other files can be added. */
    NavigableMap<String, byte[]> files() {
        return new TreeMap<>(files);
    }

    boolean hasSame(String name, byte[] content) {
        return Arrays.equals(files.get(name), content);
    }
}

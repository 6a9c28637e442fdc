package io.portolan.cli.terminal;

import java.util.ArrayList;
import java.util.List;

/** Breaks text between words. */
final class Wrap {
    private Wrap() {}

    /** Characters as a person counts them, near enough: code points. */
    static int length(String text) {
        return text.codePointCount(0, text.length());
    }

    /** Lines of at most {@code width}, but never a word broken: an address or a path stays whole. At least one line. */
    static List<String> words(String text, int width) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        int used = 0;
        for (String word : text.split(" ", -1)) {
            int needed = length(word) + (line.isEmpty() ? 0 : 1);
            if (!line.isEmpty() && used + needed > width) {
                lines.add(line.toString());
                line.setLength(0);
                used = 0;
                needed = length(word);
            }
            if (!line.isEmpty()) {
                line.append(' ');
            }
            line.append(word);
            used += needed;
        }
        lines.add(line.toString());
        return lines;
    }
}

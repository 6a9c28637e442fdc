package io.portolan.compose.report;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The way from the root of a file to a node: {@code services.web.ports[0]}. Linked, so that deep trees stay cheap. */
public record KeyPath(@Nullable KeyPath parent, String segment) {
    public static final KeyPath ROOT = new KeyPath(null, "");
    private static final int SHOWN = 60;
    /** Top-level keys whose mappings are by name. */
    private static final Set<String> NAMED = Set.of("services", "networks", "volumes", "configs", "secrets");

    public KeyPath key(String key) {
        return new KeyPath(this, key);
    }

    public KeyPath item(int index) {
        return new KeyPath(this, "[" + index + "]");
    }

    /** The last segment. */
    public String last() {
        return segment;
    }

    /** How many segments lie between the root and here. */
    public int depth() {
        int depth = 0;
        for (KeyPath at = this; at != null && at.parent != null; at = at.parent) {
            depth++;
        }
        return depth;
    }

    /** The key of the specification that this belongs to: {@code environment} in {@code services.web.environment.A}. */
    public String chapter() {
        String chapter = "";
        int depth = depth();
        for (KeyPath at = this; at != null && at.parent != null; at = at.parent, depth--) {
            if (depth == 1) {
                return chapter.isEmpty() || !NAMED.contains(at.segment) ? at.segment : chapter;
            }
            if (depth == 3) {
                chapter = at.segment;
            }
        }
        return chapter;
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        for (KeyPath at = this; at != null && at.parent != null; at = at.parent) {
            text.insert(0, Shown.shortened(at.segment, SHOWN));
            if (at.parent.parent != null && !at.segment.startsWith("[")) {
                text.insert(0, '.');
            }
        }
        return text.toString();
    }
}

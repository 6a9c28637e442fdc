package io.portolan.planner.reach;

import java.util.List;
import java.util.Objects;

/**
 * One end of a way.
 *
 * @param name the container's; {@code host}; {@code outside}
 * @param sharing the other containers on the same network stack, which are reached, and reach, just the same
 */
public record Party(Kind kind, String name, List<String> sharing) implements Comparable<Party> {
    public enum Kind {
        CONTAINER,
        /** The server itself and its programs. */
        HOST,
        /** Any other machine that reaches the server. */
        OUTSIDE
    }

    static final Party OUTSIDE = new Party(Kind.OUTSIDE, "outside", List.of());

    public Party {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(name, "name");
        sharing = List.copyOf(sharing);
    }

    @Override
    public int compareTo(Party other) {
        int byKind = kind.compareTo(other.kind);
        return byKind != 0 ? byKind : name.compareTo(other.name);
    }
}

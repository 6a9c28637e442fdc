package io.portolan.haproxy;

import io.portolan.model.route.Route.Upstream;
import java.util.Optional;

/** A place for a container in a backend. */
sealed interface Slot {
    /** Nobody is there, and nothing is under way. */
    record Empty() implements Slot {}

    record Serving(Upstream upstream) implements Slot {}

    /** Gets nothing new, and may have requests under way: it is nobody else's place until they have ended. */
    record Leaving(Upstream upstream) implements Slot {}

    default Optional<Upstream> serving() {
        return this instanceof Serving(var upstream) ? Optional.of(upstream) : Optional.empty();
    }

    default boolean holds(Upstream wanted) {
        return switch (this) {
            case Empty _ -> false;
            case Serving(var upstream) -> upstream.equals(wanted);
            case Leaving(var upstream) -> upstream.equals(wanted);
        };
    }
}

package io.portolan.haproxy;

import io.portolan.model.route.Route.Upstream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/** A backend and who is in its slots; the first slot's name is {@code 1}. */
record Backend(Shape shape, List<Slot> slots) {
    Backend {
        slots = List.copyOf(slots);
        if (slots.size() != shape.slots()) {
            throw new IllegalArgumentException("a backend has the slots of its shape");
        }
    }

    static Backend empty(Shape shape) {
        return new Backend(shape, Collections.nCopies(shape.slots(), new Slot.Empty()));
    }

    boolean isEmpty() {
        return slots.stream().allMatch(Slot.Empty.class::isInstance);
    }

    boolean hasLeaving() {
        return slots.stream().anyMatch(Slot.Leaving.class::isInstance);
    }

    boolean holds(Upstream upstream) {
        return slots.stream().anyMatch(s -> s.holds(upstream));
    }

    /** Numbers of the slots from which containers leave. */
    List<Integer> leaving() {
        return IntStream.rangeClosed(1, slots.size())
                .filter(n -> slots.get(n - 1) instanceof Slot.Leaving)
                .boxed()
                .toList();
    }

    /** The same without those that have left. */
    Backend without(IntPredicate hasLeft) {
        List<Slot> next = new ArrayList<>(slots);
        leaving().stream().filter(hasLeft::test).forEach(n -> next.set(n - 1, new Slot.Empty()));
        return new Backend(shape, next);
    }

    /** Who stays keeps the slot; empty where there is no room as long as others are leaving. */
    Optional<Backend> serving(List<Upstream> upstreams) {
        List<Slot> next = new ArrayList<>(slots);
        next.replaceAll(s -> s instanceof Slot.Serving(var u) && !upstreams.contains(u) ? new Slot.Leaving(u) : s);
        for (Upstream upstream : upstreams) {
            if (!next.contains(new Slot.Serving(upstream))) {
                int place = place(next, upstream);
                if (place < 0) {
                    return Optional.empty();
                }
                next.set(place, new Slot.Serving(upstream));
            }
        }
        return Optional.of(new Backend(shape, next));
    }

    /** One that comes back before it was gone has its slot again. */
    private static int place(List<Slot> slots, Upstream upstream) {
        int former = slots.indexOf(new Slot.Leaving(upstream));
        return former >= 0 ? former : slots.indexOf(new Slot.Empty());
    }
}

package io.portolan.haproxy;

import io.portolan.model.route.Route.Upstream;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;

/** How HAProxy gets from one configuration to the next. */
sealed interface Change {
    /**
     * What can be told to the process that runs, in this order.
     *
     * @param before what the routes that follow refer to; containers that come are in their slots then, and get nothing yet
     * @param arriving who is sent visitors as soon as HAProxy knows the address
     * @param after routes, then who leaves, then what nothing refers to any more
     */
    record Commands(List<String> before, List<Arrival> arriving, List<String> after) implements Change {}

    /**
     * A new process, which takes the listeners over from the former one. That one ends what it has begun.
     *
     * @param reason what cannot be changed otherwise, for people
     */
    record Reload(String reason) implements Change {}

    /** A slot of a backend, as commands name it. */
    record Place(int backend, int slot) {
        @Override
        public String toString() {
            return RouteLine.backendName(backend) + "/" + slot;
        }
    }

    /**
     * A container in a slot that gets nothing yet.
     *
     * @param isNew the slot was not its own before
     */
    record Arrival(Place place, Upstream upstream, boolean isNew) {}

    static Change between(Rendering former, Rendering next) {
        if (!former.frame().equals(next.frame())) {
            return new Reload("settings or rules that no map holds have changed");
        }
        if (!former.pages().equals(next.pages())) {
            return new Reload("pages have changed");
        }
        if (!former.certificates().equals(next.certificates())) {
            return new Reload("certificates have changed");
        }
        if (!shapes(former).equals(shapes(next))) {
            return new Reload("there are not enough backends, or they have too few slots");
        }
        MapCommands maps = MapCommands.between(former, next);
        List<String> before = new ArrayList<>(maps.before());
        List<Arrival> arriving = new ArrayList<>();
        List<String> after = new ArrayList<>(maps.routes());
        next.backends().forEach((number, backend) -> {
            Backend there = former.backends().get(number);
            if (there != null && !there.equals(backend)) {
                for (int i = 1; i <= backend.slots().size(); i++) {
                    SlotCommands.between(
                                    there.slots().get(i - 1), backend.slots().get(i - 1), new Place(number, i))
                            .addTo(before, arriving, after);
                }
            }
        });
        after.addAll(maps.after());
        return new Commands(before, arriving, after);
    }

    private static NavigableMap<Integer, Shape> shapes(Rendering rendering) {
        NavigableMap<Integer, Shape> shapes = new TreeMap<>();
        rendering.backends().forEach((number, backend) -> shapes.put(number, backend.shape()));
        return shapes;
    }
}

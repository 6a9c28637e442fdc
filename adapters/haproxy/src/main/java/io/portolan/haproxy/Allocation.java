package io.portolan.haproxy;

import io.portolan.model.route.Entry;
import io.portolan.model.route.ProxyConfig;
import io.portolan.model.route.Route;
import io.portolan.model.route.Target;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Which backend each route has, and who is in its slots. It is kept beside the configuration, for what runs is understood
 * by it alone: a route that stays keeps its backend, and a container its slot.
 *
 * @param places by {@link #key}
 * @param backends by number; more than there are routes
 */
record Allocation(NavigableMap<String, Integer> places, NavigableMap<Integer, Backend> backends) {
    /** Whether something is under way in a slot. */
    interface Busy {
        boolean test(int backend, int slot);
    }

    private static final int SPARE_AT_LEAST = 8;

    /** A tenth more than there are: growing costs a reload, which grows with their number as well. */
    private static final int SPARE_SHARE = 10;

    Allocation {
        places = Collections.unmodifiableNavigableMap(new TreeMap<>(places));
        backends = Collections.unmodifiableNavigableMap(new TreeMap<>(backends));
    }

    static Allocation none() {
        return new Allocation(new TreeMap<>(), new TreeMap<>());
    }

    static String key(Route route) {
        Entry entry = route.entries().iterator().next();
        return entry.name().toLowerCase(java.util.Locale.ROOT) + ":"
                + route.domain().host() + route.domain().path();
    }

    Optional<Backend> of(Route route) {
        return Optional.ofNullable(places.get(key(route))).map(backends::get);
    }

    /** The next one, which leaves as much as possible where it is. */
    Allocation serving(ProxyConfig config, Busy busy) {
        return new Step(this, busy).serving(config);
    }

    /** As a process that starts has it: nobody is leaving, and there is enough to spare and not more. */
    Allocation tidied() {
        NavigableMap<Integer, Backend> next = new TreeMap<>();
        Map<Shape, Integer> used = new HashMap<>();
        Set<Integer> placed = new HashSet<>(places.values());
        backends.forEach((number, backend) -> {
            if (placed.contains(number)) {
                next.put(number, backend.without(_ -> true));
                used.merge(backend.shape(), 1, Integer::sum);
            }
        });
        Set<Shape> shapes = new LinkedHashSet<>(Shape.usual());
        next.values().forEach(b -> shapes.add(b.shape()));
        int number = 1;
        for (Shape shape : shapes) {
            int spare = Math.max(SPARE_AT_LEAST, used.getOrDefault(shape, 0) / SPARE_SHARE);
            for (int i = 0; i < spare; number++) {
                if (next.putIfAbsent(number, Backend.empty(shape)) == null) {
                    i++;
                }
            }
        }
        return new Allocation(places, next);
    }

    /** A change under way. */
    private static final class Step {
        private final NavigableMap<String, Integer> former;
        private final NavigableMap<String, Integer> places = new TreeMap<>();
        private final NavigableMap<Integer, Backend> backends = new TreeMap<>();
        private final Map<String, Deque<Integer>> free = new HashMap<>();

        Step(Allocation allocation, Busy busy) {
            former = allocation.places;
            Set<Integer> placed = new HashSet<>(former.values());
            allocation.backends.forEach((number, backend) -> {
                Backend now = backend.hasLeaving() ? backend.without(slot -> !busy.test(number, slot)) : backend;
                backends.put(number, now);
                if (!placed.contains(number) && now.isEmpty()) {
                    free.computeIfAbsent(now.shape().kind(), _ -> new ArrayDeque<>())
                            .add(number);
                }
            });
        }

        Allocation serving(ProxyConfig config) {
            for (Route route : config.routes()) {
                if (route.target() instanceof Target.Service service
                        && !service.upstreams().isEmpty()) {
                    place(route, service);
                }
            }
            Set<Integer> kept = new HashSet<>(places.values());
            former.values().stream().filter(n -> !kept.contains(n)).forEach(n -> put(n, List.of()));
            return new Allocation(places, backends);
        }

        private void place(Route route, Target.Service service) {
            Shape wanted = Shape.of(service, route.middlewares());
            Integer current = former.get(key(route));
            int number = current != null && fits(current, wanted, service) ? current : free(wanted);
            places.put(key(route), number);
            put(number, service.upstreams());
        }

        private boolean fits(int number, Shape wanted, Target.Service service) {
            Backend backend = Objects.requireNonNull(backends.get(number));
            return backend.shape().holds(wanted)
                    && backend.serving(service.upstreams()).isPresent();
        }

        private int free(Shape wanted) {
            Deque<Integer> candidates = free.getOrDefault(wanted.kind(), new ArrayDeque<>());
            for (Integer number : candidates) {
                if (Objects.requireNonNull(backends.get(number)).shape().holds(wanted)) {
                    candidates.remove(number);
                    return number;
                }
            }
            int number = backends.isEmpty() ? 1 : backends.lastKey() + 1;
            backends.put(number, Backend.empty(wanted));
            return number;
        }

        private void put(int number, List<Route.Upstream> upstreams) {
            Backend backend = Objects.requireNonNull(backends.get(number));
            backends.put(
                    number,
                    backend.serving(upstreams)
                            .orElseThrow(
                                    () -> new IllegalStateException("a backend has room for what it was chosen for")));
        }
    }
}

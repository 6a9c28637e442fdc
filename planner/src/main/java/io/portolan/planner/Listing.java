package io.portolan.planner;

import io.portolan.model.Labels;
import io.portolan.model.runtime.ObservedContainer;
import java.util.Collection;
import java.util.List;

/** Lists of names in a sentence. */
final class Listing {
    private static final int FEW = 3;

    private Listing() {}

    /** {@code a, b and c}. */
    static String all(Collection<String> names) {
        return joined(List.copyOf(names), " and ");
    }

    /** {@code a, b or c}. */
    static String either(Collection<String> names) {
        return joined(List.copyOf(names), " or ");
    }

    /** The first ones: {@code a, b, c and 7 more}. */
    static String some(Collection<String> names) {
        List<String> list = List.copyOf(names);
        return list.size() <= FEW + 1
                ? all(list)
                : "%s and %d more".formatted(String.join(", ", list.subList(0, FEW)), list.size() - FEW);
    }

    /** What people know a container by: the service of its stack, where it is of one. */
    static String title(ObservedContainer container, World world) {
        if (!world.isOurs(container)) {
            return container.name();
        }
        return container
                .label(Labels.SERVICE)
                .map(s -> "%s of %s"
                        .formatted(s, container.label(Labels.STACK_NAME).orElse("")))
                .orElse("proxy".equals(container.labels().get(Labels.ROLE)) ? "the HTTP proxy" : container.name());
    }

    private static String joined(List<String> names, String last) {
        return names.size() < 2
                ? String.join("", names)
                : String.join(", ", names.subList(0, names.size() - 1)) + last + names.getLast();
    }
}

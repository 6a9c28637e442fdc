package io.portolan.planner;

import io.portolan.model.Labels;
import io.portolan.model.Owner;
import io.portolan.planner.Desired.Stack;
import java.util.LinkedHashMap;
import java.util.Map;

/** The ownership labels of each kind of thing. */
final class OwnerLabels {
    /** The role of volumes that hold configs and secrets. */
    static final String GRANTS = "grants";

    private OwnerLabels() {}

    static Map<String, String> of(Stack stack) {
        Map<String, String> labels = new LinkedHashMap<>(stack.owner().labels());
        labels.put(Labels.STACK, stack.id());
        labels.put(Labels.STACK_NAME, stack.name());
        return labels;
    }

    static Map<String, String> keyed(Stack stack, String key) {
        return with(of(stack), Labels.KEY, key);
    }

    static Map<String, String> ofGrants(Stack stack) {
        return with(of(stack), Labels.ROLE, GRANTS);
    }

    static Map<String, String> of(Desired.Destination destination) {
        return with(destination.owner().labels(), Labels.DESTINATION, destination.id());
    }

    /** The consumer's, whose network it is. */
    static Map<String, String> of(Link link, Stack consumer) {
        return with(of(consumer), Labels.LINK, link.id());
    }

    static Map<String, String> ofProxy(Owner owner) {
        return with(owner.labels(), Labels.ROLE, "proxy");
    }

    private static Map<String, String> with(Map<String, String> labels, String key, String value) {
        Map<String, String> more = new LinkedHashMap<>(labels);
        more.put(key, value);
        return more;
    }
}

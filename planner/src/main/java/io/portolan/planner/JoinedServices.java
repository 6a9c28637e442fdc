package io.portolan.planner;

import java.util.Collection;
import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The services of a stack that are connected to the network of its destination though no domain leads to them.
 *
 * @param all every service, those among them that a later deploy brings
 * @param names none where it is all
 */
public record JoinedServices(boolean all, SortedSet<String> names) {
    /** In place of a service's name: every service. */
    public static final String ALL = "all";

    public JoinedServices {
        names = Collections.unmodifiableSortedSet(all ? new TreeSet<>() : new TreeSet<>(names));
    }

    public static JoinedServices none() {
        return new JoinedServices(false, Collections.emptySortedSet());
    }

    /** @param services names, or {@link #ALL} */
    public static JoinedServices of(Collection<String> services) {
        return new JoinedServices(services.contains(ALL), new TreeSet<>(services));
    }

    public boolean isEmpty() {
        return !all && names.isEmpty();
    }

    public boolean includes(String service) {
        return all || names.contains(service);
    }

    /** @param services names, or {@link #ALL} */
    public JoinedServices with(Collection<String> services) {
        SortedSet<String> more = new TreeSet<>(names);
        more.addAll(services);
        return new JoinedServices(all || services.contains(ALL), more);
    }

    /**
     * @param services names, or {@link #ALL}
     * @param ofStack every service that there is: what is left when one of all leaves
     */
    public JoinedServices without(Collection<String> services, Collection<String> ofStack) {
        if (services.contains(ALL)) {
            return none();
        }
        SortedSet<String> fewer = new TreeSet<>(all ? ofStack : names);
        fewer.removeAll(services);
        return new JoinedServices(false, fewer);
    }

    /** Without those that the stack no longer has. */
    public JoinedServices among(Collection<String> ofStack) {
        SortedSet<String> known = new TreeSet<>(names);
        known.retainAll(ofStack);
        return new JoinedServices(all, known);
    }
}

package io.portolan.planner;

import io.portolan.model.runtime.ContainerSpec;
import io.portolan.model.stack.Hooks;
import io.portolan.model.stack.ImageRef;
import io.portolan.model.stack.LifecycleSpec.Condition;
import io.portolan.model.stack.Mount;
import io.portolan.model.stack.ServiceSpec;
import io.portolan.planner.Reservations.HostPort;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * A service with the containers that it should be.
 *
 * @param containers one for each replica, in their order
 * @param ready when one of its containers counts as deployed
 */
record ServiceBlueprint(ServiceSpec spec, List<ContainerSpec> containers, Condition ready) {
    private static final Duration DEFAULT_GRACE = Duration.ofSeconds(10);

    String name() {
        return spec.name();
    }

    List<String> containerNames() {
        return containers.stream().map(ContainerSpec::name).toList();
    }

    Duration grace() {
        return spec.lifecycle().stopGracePeriod().orElse(DEFAULT_GRACE);
    }

    Hooks hooks() {
        return spec.lifecycle().hooks();
    }

    boolean usesFiles() {
        return spec.mounts().stream().anyMatch(Mount.BundlePath.class::isInstance);
    }

    /** All images that must be there: its own first, then those that it mounts. */
    List<ImageRef> images() {
        return Stream.concat(Stream.of(spec.image()), spec.mountedImages().stream())
                .toList();
    }

    /** Its configs and secrets: the paths of those that it reads, by the engine name of the volume they are in. */
    SortedMap<String, SortedSet<String>> grants() {
        SortedMap<String, SortedSet<String>> grants = new TreeMap<>();
        for (ContainerSpec container : containers) {
            for (Mount mount : container.mounts()) {
                if (mount instanceof Mount.Grant g) {
                    grants.computeIfAbsent(g.volume(), _ -> new TreeSet<>()).add(g.path());
                }
            }
        }
        return grants;
    }

    /** Named volumes, by engine name. */
    Set<String> volumes() {
        Set<String> names = new TreeSet<>();
        for (ContainerSpec container : containers) {
            for (Mount mount : container.mounts()) {
                switch (mount) {
                    case Mount.Volume v -> names.add(v.volume());
                    case Mount.BundlePath b -> names.add(b.volume());
                    case Mount.Grant g -> names.add(g.volume());
                    case Mount.Anonymous _, Mount.Bind _, Mount.Tmpfs _, Mount.Image _ -> {}
                }
            }
        }
        return names;
    }

    List<HostPort> hostPorts() {
        return containers.stream()
                .flatMap(c -> c.networking().published().stream())
                .map(HeldPorts::claim)
                .distinct()
                .toList();
    }

    /** Why two versions of it cannot run side by side, for people. */
    String exclusiveBecause() {
        if (spec.networking().mode().sharesPorts()) {
            return "it shares its network with others";
        }
        if (spec.holdsPort()) {
            return "it holds a host port";
        }
        return spec.holdsAddress() ? "it holds a fixed address" : "it writes to a volume";
    }
}

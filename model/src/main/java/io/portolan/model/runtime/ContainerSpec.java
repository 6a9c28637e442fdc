package io.portolan.model.runtime;

import io.portolan.model.stack.ImageRef;
import io.portolan.model.stack.LifecycleSpec;
import io.portolan.model.stack.Mount;
import io.portolan.model.stack.ProcessSpec;
import io.portolan.model.stack.RuntimeOptions;
import io.portolan.model.stack.Sharing;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A container to create, whole: an adapter never has to look anything up or keep anything from before.
 *
 * @param name the engine name
 * @param mounts volumes by engine name
 * @param lifecycle restart policy always present; dependencies are the plan's business
 * @param labels with ownership and fingerprint
 */
public record ContainerSpec(
        String name,
        ImageRef image,
        ProcessSpec process,
        List<Mount> mounts,
        ContainerNetworking networking,
        LifecycleSpec lifecycle,
        RuntimeOptions runtime,
        Map<String, String> labels) {
    public ContainerSpec {
        Objects.requireNonNull(name, "name");
        mounts = List.copyOf(mounts);
        labels = Map.copyOf(labels);
    }

    /** The same with the volumes of another that no file has a name for, instead of new ones. */
    public ContainerSpec inheriting(String container) {
        List<String> from = new ArrayList<>(runtime.host().sharing().volumesFrom());
        from.add(Sharing.CONTAINER + container);
        return new ContainerSpec(
                name,
                image,
                process,
                mounts.stream().filter(m -> !(m instanceof Mount.Anonymous)).toList(),
                networking,
                lifecycle,
                runtime.with(runtime.host().with(runtime.host().sharing().withVolumesFrom(from))),
                labels);
    }

    /** Engine names of the containers whose network, processes or memory it shares: it cannot run without them. */
    public Set<String> joins() {
        Sharing sharing = runtime.host().sharing();
        return Stream.of(networking.mode(), sharing.pid(), sharing.ipc())
                .filter(m -> m.startsWith(Sharing.CONTAINER))
                .map(m -> m.substring(Sharing.CONTAINER.length()))
                .collect(Collectors.toUnmodifiableSet());
    }
}

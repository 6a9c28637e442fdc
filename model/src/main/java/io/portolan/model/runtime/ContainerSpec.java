package io.portolan.model.runtime;

import io.portolan.model.stack.ImageRef;
import io.portolan.model.stack.LifecycleSpec;
import io.portolan.model.stack.Mount;
import io.portolan.model.stack.ProcessSpec;
import io.portolan.model.stack.RuntimeOptions;
import java.util.List;
import java.util.Map;
import java.util.Objects;

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
}

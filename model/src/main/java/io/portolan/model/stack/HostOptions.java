package io.portolan.model.stack;

import java.util.List;
import java.util.Map;
import java.util.Objects;

/** How a container is bound to its host, in the engine's own terms. */
public record HostOptions(
        CpuTuning cpu,
        MemoryTuning memory,
        BlockIo blockIo,
        DeviceAccess devices,
        Sharing sharing,
        Confinement confinement) {
    public HostOptions {
        Objects.requireNonNull(cpu, "cpu");
        Objects.requireNonNull(memory, "memory");
        Objects.requireNonNull(blockIo, "blockIo");
        Objects.requireNonNull(devices, "devices");
        Objects.requireNonNull(sharing, "sharing");
        Objects.requireNonNull(confinement, "confinement");
    }

    public static HostOptions none() {
        return new HostOptions(
                CpuTuning.none(),
                MemoryTuning.none(),
                BlockIo.none(),
                DeviceAccess.none(),
                Sharing.none(),
                Confinement.none());
    }

    public HostOptions with(Sharing other) {
        return new HostOptions(cpu, memory, blockIo, devices, other, confinement);
    }

    /**
     * @param groups names or numbers that the process belongs to besides its own
     * @param runtime the engine's name of an OCI runtime, or ""
     * @param annotations for the runtime
     */
    public record Confinement(
            List<String> groups,
            String runtime,
            String cgroupParent,
            Map<String, String> storageOptions,
            Map<String, String> annotations) {
        public Confinement {
            groups = List.copyOf(groups);
            Objects.requireNonNull(runtime, "runtime");
            Objects.requireNonNull(cgroupParent, "cgroupParent");
            storageOptions = Map.copyOf(storageOptions);
            annotations = Map.copyOf(annotations);
        }

        public static Confinement none() {
            return new Confinement(List.of(), "", "", Map.of(), Map.of());
        }
    }
}

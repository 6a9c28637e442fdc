package io.portolan.model.stack;

import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * One service of a stack, everything resolved that the file alone can resolve.
 *
 * @param name the file's key, also the DNS name inside the stack
 * @param mounts in the file's order
 * @param labels the author's own labels; Portolan's are added when planned
 */
public record ServiceSpec(
        String name,
        ImageRef image,
        ProcessSpec process,
        List<Mount> mounts,
        NetworkingSpec networking,
        LifecycleSpec lifecycle,
        RuntimeOptions runtime,
        Map<String, String> labels) {
    public ServiceSpec {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(image, "image");
        mounts = List.copyOf(mounts);
        labels = Map.copyOf(labels);
    }

    /** Whether two copies must never run side by side: they would share data or fight for a port or an address. */
    public boolean isExclusive() {
        return holdsPort()
                || holdsAddress()
                || runtime.host().sharing().volumesFrom().stream().anyMatch(v -> !v.endsWith(":ro"))
                || mounts.stream().anyMatch(m -> isShared(m) && !m.readOnly());
    }

    public ServiceSpec with(NetworkingSpec newNetworking) {
        return new ServiceSpec(name, image, process, mounts, newNetworking, lifecycle, runtime, labels);
    }

    /** The images whose files it mounts. */
    public List<ImageRef> mountedImages() {
        return mounts.stream()
                .filter(Mount.Image.class::isInstance)
                .map(m -> new ImageRef(((Mount.Image) m).reference(), ImageRef.PullPolicy.MISSING))
                .distinct()
                .toList();
    }

    /** A port of the host, or one in a network that it shares with others. */
    public boolean holdsPort() {
        return networking.mode().sharesPorts()
                || networking.ports().stream().anyMatch(p -> p.hostPort().isPresent());
    }

    /** An address of a network that the file fixes. */
    public boolean holdsAddress() {
        return networking.networks().stream().anyMatch(n -> n.endpoint().isFixed());
    }

    /** Memory and nameless volumes are each container's own; configs and secrets are only read. */
    private static boolean isShared(Mount mount) {
        return switch (mount) {
            case Mount.Volume _, Mount.Bind _, Mount.BundlePath _ -> true;
            case Mount.Anonymous _, Mount.Tmpfs _, Mount.Image _, Mount.Grant _ -> false;
        };
    }
}

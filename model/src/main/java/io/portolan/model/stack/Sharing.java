package io.portolan.model.stack;

import java.util.List;
import java.util.Objects;

/**
 * What a container shares with the host or with other containers; "" for the engine's default.
 *
 * <p>In a service's specification {@code service:NAME} means another service of the stack; in a container's it has
 * become {@code container:ENGINE-NAME}.
 *
 * @param cgroup {@code host} or {@code private}
 * @param user {@code host}, where the engine maps users
 * @param volumesFrom {@code service:NAME} or {@code container:NAME}, each with {@code :ro} behind it or not
 */
public record Sharing(String pid, String ipc, String uts, String cgroup, String user, List<String> volumesFrom) {
    public static final String SERVICE = "service:";
    public static final String CONTAINER = "container:";

    public Sharing {
        Objects.requireNonNull(pid, "pid");
        Objects.requireNonNull(ipc, "ipc");
        Objects.requireNonNull(uts, "uts");
        Objects.requireNonNull(cgroup, "cgroup");
        Objects.requireNonNull(user, "user");
        volumesFrom = List.copyOf(volumesFrom);
    }

    public Sharing withVolumesFrom(List<String> others) {
        return new Sharing(pid, ipc, uts, cgroup, user, others);
    }

    public static Sharing none() {
        return new Sharing("", "", "", "", "", List.of());
    }
}

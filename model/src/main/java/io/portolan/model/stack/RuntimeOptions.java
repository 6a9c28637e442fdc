package io.portolan.model.stack;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What the container may do and use.
 *
 * @param shmSize bytes of {@code /dev/shm}
 * @param ulimits by name
 */
public record RuntimeOptions(
        Privileges privileges,
        List<String> securityOpt,
        Map<String, Ulimit> ulimits,
        Map<String, String> sysctls,
        OptionalLong shmSize,
        Resources resources,
        Optional<Logging> logging,
        HostOptions host) {
    public RuntimeOptions {
        // Documents of before there were such options have none.
        host = Objects.requireNonNullElseGet(host, HostOptions::none);
        Objects.requireNonNull(privileges, "privileges");
        securityOpt = List.copyOf(securityOpt);
        ulimits = Map.copyOf(ulimits);
        sysctls = Map.copyOf(sysctls);
    }

    public RuntimeOptions(
            Privileges privileges,
            List<String> securityOpt,
            Map<String, Ulimit> ulimits,
            Map<String, String> sysctls,
            OptionalLong shmSize,
            Resources resources,
            Optional<Logging> logging) {
        this(privileges, securityOpt, ulimits, sysctls, shmSize, resources, logging, HostOptions.none());
    }

    public RuntimeOptions with(HostOptions other) {
        return new RuntimeOptions(privileges, securityOpt, ulimits, sysctls, shmSize, resources, logging, other);
    }

    public RuntimeOptions withSysctls(Map<String, String> others) {
        return new RuntimeOptions(privileges, securityOpt, ulimits, others, shmSize, resources, logging, host);
    }

    public static RuntimeOptions defaults() {
        return new RuntimeOptions(
                Privileges.none(),
                List.of(),
                Map.of(),
                Map.of(),
                OptionalLong.empty(),
                Resources.unlimited(),
                Optional.empty());
    }

    public record Privileges(boolean privileged, boolean readOnly, List<String> capAdd, List<String> capDrop) {
        public Privileges {
            capAdd = List.copyOf(capAdd);
            capDrop = List.copyOf(capDrop);
        }

        public static Privileges none() {
            return new Privileges(false, false, List.of(), List.of());
        }
    }

    public record Ulimit(long soft, long hard) {}

    /**
     * @param nanoCpus billionths of a core
     * @param memory limit in bytes
     * @param memoryReservation bytes
     */
    public record Resources(
            OptionalLong nanoCpus, OptionalLong memory, OptionalLong memoryReservation, OptionalLong pids) {
        public static Resources unlimited() {
            return new Resources(
                    OptionalLong.empty(), OptionalLong.empty(), OptionalLong.empty(), OptionalLong.empty());
        }
    }

    public record Logging(String driver, Map<String, String> options) {
        public Logging {
            options = Map.copyOf(options);
        }
    }
}

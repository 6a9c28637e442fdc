package io.portolan.model.stack;

import java.util.Objects;
import java.util.OptionalLong;

/**
 * How a container shares the processors, beyond its limit. Absent values are the engine's defaults.
 *
 * @param shares weight against other containers
 * @param period microseconds of the scheduler's period; {@code quota} of them are the container's
 * @param realtimePeriod microseconds; only kernels with real-time groups know it
 * @param cpuset cores it may run on ({@code 0-2,4}), or ""
 */
public record CpuTuning(
        OptionalLong shares,
        OptionalLong period,
        OptionalLong quota,
        OptionalLong realtimePeriod,
        OptionalLong realtimeRuntime,
        String cpuset) {
    public CpuTuning {
        Objects.requireNonNull(cpuset, "cpuset");
    }

    public static CpuTuning none() {
        return new CpuTuning(
                OptionalLong.empty(),
                OptionalLong.empty(),
                OptionalLong.empty(),
                OptionalLong.empty(),
                OptionalLong.empty(),
                "");
    }
}

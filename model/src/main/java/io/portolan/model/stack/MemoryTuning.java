package io.portolan.model.stack;

import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * What happens when memory runs short. Absent values are the engine's defaults.
 *
 * @param swapLimit bytes of memory and swap together; -1 for no limit
 * @param swappiness 0 to 100
 */
public record MemoryTuning(
        OptionalLong swapLimit, OptionalInt swappiness, boolean oomKillDisabled, OptionalInt oomScoreAdjustment) {
    public static MemoryTuning none() {
        return new MemoryTuning(OptionalLong.empty(), OptionalInt.empty(), false, OptionalInt.empty());
    }
}

package io.portolan.model.stack;

import java.util.List;
import java.util.OptionalInt;

/** How a container shares block devices ({@code blkio_config}); {@code weight} is 10 to 1000. */
public record BlockIo(
        OptionalInt weight,
        List<Rate> weights,
        List<Rate> readBytes,
        List<Rate> writeBytes,
        List<Rate> readOperations,
        List<Rate> writeOperations) {
    public BlockIo {
        weights = List.copyOf(weights);
        readBytes = List.copyOf(readBytes);
        writeBytes = List.copyOf(writeBytes);
        readOperations = List.copyOf(readOperations);
        writeOperations = List.copyOf(writeOperations);
    }

    public static BlockIo none() {
        return new BlockIo(OptionalInt.empty(), List.of(), List.of(), List.of(), List.of(), List.of());
    }

    /** @param value a weight, bytes per second or operations per second */
    public record Rate(String device, long value) {}
}

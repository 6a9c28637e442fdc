package io.portolan.model.stack;

import java.util.Map;
import java.util.Objects;

/**
 * A named volume of the file.
 *
 * @param key the file's key
 * @param name the engine name if the file fixes one ({@code name:} or external), else empty
 * @param external exists already; never created or removed here
 */
public record DeclaredVolume(
        String key,
        String name,
        boolean external,
        String driver,
        Map<String, String> driverOptions,
        Map<String, String> labels) {
    public DeclaredVolume {
        Objects.requireNonNull(key, "key");
        driverOptions = Map.copyOf(driverOptions);
        labels = Map.copyOf(labels);
    }
}

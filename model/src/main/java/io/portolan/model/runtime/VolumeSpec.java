package io.portolan.model.runtime;

import java.util.Map;
import java.util.Objects;

/** A volume to create. */
public record VolumeSpec(String name, String driver, Map<String, String> driverOptions, Map<String, String> labels) {
    public VolumeSpec {
        Objects.requireNonNull(name, "name");
        driverOptions = Map.copyOf(driverOptions);
        labels = Map.copyOf(labels);
    }
}

package io.portolan.model.runtime;

import java.util.Map;
import java.util.Objects;

/** A bridge network to create. */
public record NetworkSpec(String name, Cidr subnet, boolean internal, Map<String, String> labels) {
    public NetworkSpec {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(subnet, "subnet");
        labels = Map.copyOf(labels);
    }
}

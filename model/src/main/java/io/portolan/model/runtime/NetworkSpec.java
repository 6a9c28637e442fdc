package io.portolan.model.runtime;

import io.portolan.model.stack.NetworkOptions;
import java.util.Map;
import java.util.Objects;

/**
 * A network to create.
 *
 * @param subnet its IPv4 addresses
 * @param options where they have address pools, {@code subnet} is among them; else it is the only one
 */
public record NetworkSpec(
        String name, Cidr subnet, boolean internal, Map<String, String> labels, NetworkOptions options) {
    public NetworkSpec {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(subnet, "subnet");
        labels = Map.copyOf(labels);
        Objects.requireNonNull(options, "options");
    }

    public NetworkSpec(String name, Cidr subnet, boolean internal, Map<String, String> labels) {
        this(name, subnet, internal, labels, NetworkOptions.none());
    }

    public String driver() {
        return options.driver().isEmpty() ? "bridge" : options.driver();
    }
}

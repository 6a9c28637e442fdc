package io.portolan.model.runtime;

import java.util.List;
import java.util.Map;

/**
 * A network as the engine reports it.
 *
 * @param options of its driver, such as {@code com.docker.network.bridge.enable_icc}
 */
public record ObservedNetwork(
        String id,
        String name,
        String driver,
        List<Cidr> subnets,
        boolean internal,
        Map<String, String> labels,
        Map<String, String> options) {
    public ObservedNetwork {
        subnets = List.copyOf(subnets);
        labels = Map.copyOf(labels);
        options = Map.copyOf(options);
    }

    public ObservedNetwork(
            String id, String name, String driver, List<Cidr> subnets, boolean internal, Map<String, String> labels) {
        this(id, name, driver, subnets, internal, labels, Map.of());
    }
}

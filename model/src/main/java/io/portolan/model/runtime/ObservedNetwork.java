package io.portolan.model.runtime;

import java.util.List;
import java.util.Map;

/** A network as the engine reports it. */
public record ObservedNetwork(
        String id, String name, String driver, List<Cidr> subnets, boolean internal, Map<String, String> labels) {
    public ObservedNetwork {
        subnets = List.copyOf(subnets);
        labels = Map.copyOf(labels);
    }
}

package io.portolan.engine.store;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * A destination: a network of a server that resources are placed in.
 *
 * @param labels a person's own, for the network that Portolan makes
 * @param removing its removal has begun and is finished even if the daemon ends meanwhile
 */
public record DestinationRecord(
        String id,
        String name,
        String team,
        String server,
        Optional<String> adoptedNetwork,
        Map<String, String> labels,
        boolean removing,
        Instant createdAt) {
    public DestinationRecord {
        labels = Map.copyOf(labels);
    }
}

package io.portolan.engine.store;

import java.time.Instant;
import java.util.Optional;

/** A destination: a network of a server that resources are placed in. */
public record DestinationRecord(
        String id, String name, String team, String server, Optional<String> adoptedNetwork, Instant createdAt) {}

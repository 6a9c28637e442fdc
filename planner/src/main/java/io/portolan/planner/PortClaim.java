package io.portolan.planner;

import io.portolan.model.Position;
import io.portolan.planner.Reservations.HostPort;
import org.jspecify.annotations.Nullable;

/** A host port that a service asks for, and where its author wrote so. */
record PortClaim(HostPort port, String service, @Nullable Position position) {}

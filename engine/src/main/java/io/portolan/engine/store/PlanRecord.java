package io.portolan.engine.store;

import io.portolan.model.Secret;
import io.portolan.model.route.Domain;
import io.portolan.model.stack.Bundle;
import io.portolan.model.stack.StackSpec;
import io.portolan.planner.Desired;
import io.portolan.planner.Link;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/**
 * A plan that was shown to somebody and may be applied by its id: what was asked for, and the digest of the steps that
 * it led to. Applying plans anew from the same request; a different digest means that the world moved.
 *
 * @param stackId of the existing stack, or the id that the new one will get
 * @param digest of steps and reservations
 */
public record PlanRecord(String id, String stackId, String digest, Instant createdAt, Request request) {
    /**
     * @param generated values of generated variables that the plan was made with
     * @param placement where the stack was to be
     * @param links wanted besides those that are live
     */
    public record Request(
            String stackName,
            String environment,
            Desired.Placement placement,
            Bundle bundle,
            Map<String, Secret> variables,
            Map<String, Secret> generated,
            StackSpec spec,
            List<RequestedDomain> domains,
            List<Link> links) {}

    public record RequestedDomain(String service, Domain domain, OptionalInt containerPort) {}
}

package io.portolan.engine.store;

import io.portolan.model.route.Domain;
import io.portolan.model.route.RouteOptions;
import java.time.Instant;
import java.util.OptionalInt;

/**
 * A domain that a stack claims. Host and path are unique on the server, the other host of a www pair included.
 *
 * @param options how it is served; a deploy leaves them as they are
 * @param live false while only a candidate revision wants it
 */
public record DomainRecord(
        Domain domain,
        String stackId,
        String service,
        OptionalInt containerPort,
        RouteOptions options,
        boolean live,
        Instant createdAt) {}

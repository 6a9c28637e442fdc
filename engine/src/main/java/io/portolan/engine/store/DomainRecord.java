package io.portolan.engine.store;

import io.portolan.model.route.Domain;
import java.time.Instant;
import java.util.OptionalInt;

/**
 * A domain that a stack claims. Host and path are unique on the server.
 *
 * @param live false while only a candidate revision wants it
 */
public record DomainRecord(
        Domain domain, String stackId, String service, OptionalInt containerPort, boolean live, Instant createdAt) {}

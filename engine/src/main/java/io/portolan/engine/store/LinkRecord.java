package io.portolan.engine.store;

import io.portolan.planner.Link;
import java.time.Instant;

/**
 * A link between two stacks.
 *
 * @param live in force; otherwise the consumer's candidate wants it
 */
public record LinkRecord(Link link, boolean live, Instant createdAt) {}

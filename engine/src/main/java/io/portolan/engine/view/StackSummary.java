package io.portolan.engine.view;

import java.time.Instant;
import java.util.List;

/** One line of {@code stack ls}. {@code status}: see {@link StackView}. */
public record StackSummary(
        String name, String id, String status, int revision, int services, List<String> domains, Instant createdAt) {}

package io.portolan.api.request;

import java.util.Optional;

/** @param revision the one before the active if empty */
public record RollbackRequest(Optional<Integer> revision) {}

package io.portolan.engine.view;

import java.time.Instant;

/** @param kind dotted: {@code repair.run-container}, {@code deploy.failed} */
public record EventView(Instant at, String kind, String subject, String message) {}

package io.portolan.engine.view;

import java.time.Instant;
import java.util.Map;

/** @param images by service */
public record RevisionView(int number, String status, Instant createdAt, Map<String, String> images) {}

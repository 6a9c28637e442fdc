package io.portolan.engine.view;

/** One thing that is not as it should be, and the step that repairs it. */
public record DriftView(String scope, String action, String target, String reason) {}

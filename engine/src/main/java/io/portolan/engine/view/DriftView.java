package io.portolan.engine.view;

/**
 * One thing that is not as it should be, and the step that repairs it.
 *
 * @param breaks what does not work until then, and for whom; "" for a step that is only a part of another repair
 */
public record DriftView(String scope, String action, String target, String reason, String breaks) {}

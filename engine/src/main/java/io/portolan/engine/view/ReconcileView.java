package io.portolan.engine.view;

import io.portolan.model.Diagnostic;
import java.util.List;

/** What {@code reconcile} found, and whether it was repaired (never in a dry run). */
public record ReconcileView(boolean dryRun, List<DriftView> drift, List<String> notes, List<Diagnostic> diagnostics) {}

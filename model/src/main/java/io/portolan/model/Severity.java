package io.portolan.model;

/** How much a {@link Diagnostic} weighs: an {@code ERROR} refuses the plan, a {@code WARNING} is shown with it. */
public enum Severity {
    ERROR,
    WARNING,
    INFO
}

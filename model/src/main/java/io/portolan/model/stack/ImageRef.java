package io.portolan.model.stack;

import java.util.Objects;

/** An image by the name the author gave it ({@code wordpress:latest}) and when to pull it. */
public record ImageRef(String reference, PullPolicy pullPolicy) {
    public enum PullPolicy {
        MISSING,
        ALWAYS,
        NEVER
    }

    public ImageRef {
        Objects.requireNonNull(reference, "reference");
        Objects.requireNonNull(pullPolicy, "pullPolicy");
    }
}

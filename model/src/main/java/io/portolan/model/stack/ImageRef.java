package io.portolan.model.stack;

import java.util.Objects;
import java.util.Optional;

/**
 * An image by the name the author gave it ({@code wordpress:latest}) and when to pull it.
 *
 * @param reference "" where the file only says how to build it
 * @param platform {@code linux/arm64}, or "" for the server's own
 */
public record ImageRef(String reference, PullPolicy pullPolicy, String platform, Optional<BuildSpec> build) {
    public enum PullPolicy {
        MISSING,
        ALWAYS,
        NEVER
    }

    public ImageRef {
        Objects.requireNonNull(reference, "reference");
        Objects.requireNonNull(pullPolicy, "pullPolicy");
        // Documents of before there were platforms have none.
        platform = Objects.requireNonNullElse(platform, "");
        build = Objects.requireNonNullElse(build, Optional.empty());
    }

    public ImageRef(String reference, PullPolicy pullPolicy) {
        this(reference, pullPolicy, "", Optional.empty());
    }

    /** Whether the file says only how to build it. */
    public boolean isUnbuilt() {
        return reference.isEmpty();
    }
}

package io.portolan.model.runtime;

import io.portolan.model.stack.ContainerPort;
import java.util.List;
import java.util.Objects;

/**
 * What an image that is present says of itself.
 *
 * @param platform {@code linux/arm64/v8}, or "" where it is not known
 */
public record ObservedImage(
        String reference, String id, List<ContainerPort> exposed, boolean hasHealthcheck, String platform) {
    public ObservedImage {
        Objects.requireNonNull(reference, "reference");
        exposed = List.copyOf(exposed);
        Objects.requireNonNull(platform, "platform");
    }

    public ObservedImage(String reference, String id, List<ContainerPort> exposed, boolean hasHealthcheck) {
        this(reference, id, exposed, hasHealthcheck, "");
    }

    /** Whether it can be taken for {@code wanted}: a platform that names no variant is content with any. */
    public boolean isFor(String wanted) {
        return wanted.isEmpty()
                || platform.isEmpty()
                || platform.equals(wanted)
                || platform.startsWith(wanted + "/")
                || wanted.startsWith(platform + "/");
    }
}

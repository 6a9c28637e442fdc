package io.portolan.model.runtime;

import io.portolan.model.stack.ContainerPort;
import java.util.List;
import java.util.Objects;

/** What an image that is present says of itself. */
public record ObservedImage(String reference, String id, List<ContainerPort> exposed, boolean hasHealthcheck) {
    public ObservedImage {
        Objects.requireNonNull(reference, "reference");
        exposed = List.copyOf(exposed);
    }
}

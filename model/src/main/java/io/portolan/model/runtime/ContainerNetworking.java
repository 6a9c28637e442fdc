package io.portolan.model.runtime;

import io.portolan.model.stack.ContainerPort;
import io.portolan.model.stack.NameResolution;
import io.portolan.model.stack.Sharing;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * How a container is reached, by engine names.
 *
 * @param mode {@code host}, {@code none} or {@code container:ENGINE-NAME}; "" for networks of its own
 * @param attachments the first is the network that the container is created with, so it holds the default route; none
 *     if and only if there is a mode
 */
public record ContainerNetworking(
        Optional<String> hostname,
        List<Attachment> attachments,
        List<PublishedPort> published,
        List<ContainerPort> expose,
        List<String> extraHosts,
        String mode,
        NameResolution resolution) {
    public ContainerNetworking {
        attachments = List.copyOf(attachments);
        published = List.copyOf(published);
        expose = List.copyOf(expose);
        extraHosts = List.copyOf(extraHosts);
        Objects.requireNonNull(hostname, "hostname");
        Objects.requireNonNull(mode, "mode");
        Objects.requireNonNull(resolution, "resolution");
        if (attachments.isEmpty() == mode.isEmpty()) {
            throw new IllegalArgumentException("a container is on one network at least, or has none of its own");
        }
    }

    public ContainerNetworking(
            Optional<String> hostname,
            List<Attachment> attachments,
            List<PublishedPort> published,
            List<ContainerPort> expose,
            List<String> extraHosts) {
        this(hostname, attachments, published, expose, extraHosts, "", NameResolution.ofEngine());
    }

    /** The engine's name of the container whose network it uses. */
    public Optional<String> ofContainer() {
        return mode.startsWith(Sharing.CONTAINER)
                ? Optional.of(mode.substring(Sharing.CONTAINER.length()))
                : Optional.empty();
    }
}

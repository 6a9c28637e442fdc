package io.portolan.model.runtime;

import io.portolan.model.stack.ContainerPort;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * How a container is reached, by engine names.
 *
 * @param attachments never empty; the first is the network that the container is created with, so it holds the default
 *     route
 */
public record ContainerNetworking(
        Optional<String> hostname,
        List<Attachment> attachments,
        List<PublishedPort> published,
        List<ContainerPort> expose,
        List<String> extraHosts) {
    public ContainerNetworking {
        attachments = List.copyOf(attachments);
        published = List.copyOf(published);
        expose = List.copyOf(expose);
        extraHosts = List.copyOf(extraHosts);
        Objects.requireNonNull(hostname, "hostname");
        if (attachments.isEmpty()) {
            throw new IllegalArgumentException("a container is on one network at least");
        }
    }
}

package io.portolan.model.runtime;

import io.portolan.model.Labels;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * A container as the engine reports it.
 *
 * @param name without the leading slash
 * @param imageId the digest that runs, which a tag may have left behind
 * @param joins ids of the containers whose network, processes or memory it was made to share
 */
public record ObservedContainer(
        String id,
        String name,
        String image,
        String imageId,
        State state,
        List<ObservedAttachment> attachments,
        List<PublishedPort> published,
        Map<String, String> labels,
        Set<String> joins) {
    public ObservedContainer {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(name, "name");
        attachments = List.copyOf(attachments);
        published = List.copyOf(published);
        labels = Map.copyOf(labels);
        joins = Set.copyOf(joins);
    }

    public ObservedContainer(
            String id,
            String name,
            String image,
            String imageId,
            State state,
            List<ObservedAttachment> attachments,
            List<PublishedPort> published,
            Map<String, String> labels) {
        this(id, name, image, imageId, state, attachments, published, labels, Set.of());
    }

    public Optional<String> label(String key) {
        return Optional.ofNullable(labels.get(key));
    }

    /** Whether that Portolan made it: other labels of Portolan's may stand on anything. */
    public boolean isOf(String instance) {
        return instance.equals(labels.get(Labels.INSTANCE));
    }

    public Optional<ObservedAttachment> attachment(String network) {
        return attachments.stream().filter(a -> a.network().equals(network)).findFirst();
    }

    /** Status words are the engine's own. */
    public enum Status {
        CREATED,
        RUNNING,
        PAUSED,
        RESTARTING,
        REMOVING,
        EXITED,
        DEAD
    }

    public enum Health {
        NONE,
        STARTING,
        HEALTHY,
        UNHEALTHY
    }

    /**
     * @param error why the engine could not start it, or ""
     * @param healthLog the last health check's output, or ""
     */
    public record State(
            Status status,
            Health health,
            int exitCode,
            String error,
            Optional<Instant> startedAt,
            Optional<Instant> finishedAt,
            int restartCount,
            String healthLog) {
        public boolean running() {
            return status == Status.RUNNING;
        }

        /** Both run, and this one since later than the other. */
        public boolean startedAfter(State other) {
            return running()
                    && other.running()
                    && startedAt.isPresent()
                    && other.startedAt.isPresent()
                    && startedAt.get().isAfter(other.startedAt.get());
        }
    }

    public record ObservedAttachment(String network, String networkId, String address, List<String> aliases) {
        public ObservedAttachment {
            aliases = List.copyOf(aliases);
        }
    }
}

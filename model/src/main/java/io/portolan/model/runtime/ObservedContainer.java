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
 * @param published what it was made with; where the engine chose a host port, that one
 * @param joins ids of the containers whose network, processes or memory it was made to share
 * @param bound the host ports that the engine has bound for it; not those that it was made with and cannot have, such as
 *     on internal networks
 * @param networkOf id of the container whose network it is on; "" where it is on networks of its own, the host's or none
 * @param extraHosts lines that it was made with for its hosts file: {@code name:address} or {@code name:host-gateway}
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
        Set<String> joins,
        List<PublishedPort> bound,
        String networkOf,
        List<String> extraHosts) {
    public ObservedContainer {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(name, "name");
        attachments = List.copyOf(attachments);
        published = List.copyOf(published);
        labels = Map.copyOf(labels);
        joins = Set.copyOf(joins);
        bound = List.copyOf(bound);
        Objects.requireNonNull(networkOf, "networkOf");
        extraHosts = List.copyOf(extraHosts);
    }

    public ObservedContainer(
            String id,
            String name,
            String image,
            String imageId,
            State state,
            List<ObservedAttachment> attachments,
            List<PublishedPort> published,
            Map<String, String> labels,
            Set<String> joins,
            List<PublishedPort> bound,
            String networkOf) {
        this(id, name, image, imageId, state, attachments, published, labels, joins, bound, networkOf, List.of());
    }

    public ObservedContainer(
            String id,
            String name,
            String image,
            String imageId,
            State state,
            List<ObservedAttachment> attachments,
            List<PublishedPort> published,
            Map<String, String> labels,
            Set<String> joins) {
        this(id, name, image, imageId, state, attachments, published, labels, joins, List.of(), "");
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

    /** Whether it is that Portolan's HTTP proxy, or one that was. */
    public boolean isProxyOf(String instance) {
        return isOf(instance) && "proxy".equals(labels.get(Labels.ROLE));
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

    /**
     * Its place on a network.
     *
     * @param gateway its way out by this network, or ""
     * @param address6 IPv6, or ""
     * @param links names that this container alone has for others on the network, by those names
     * @param gatewayPriority the highest one is the default route, where the engine knows priorities
     */
    public record ObservedAttachment(
            String network,
            String networkId,
            String address,
            List<String> aliases,
            String gateway,
            String address6,
            Map<String, String> links,
            int gatewayPriority) {
        public ObservedAttachment {
            aliases = List.copyOf(aliases);
            links = Map.copyOf(links);
        }

        public ObservedAttachment(String network, String networkId, String address, List<String> aliases) {
            this(network, networkId, address, aliases, "", "", Map.of(), 0);
        }
    }
}

package io.portolan.engine.view;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A stack as its containers are now, never as the last command left it.
 *
 * @param status {@code running} (every container that should run runs and is not unhealthy), {@code degraded},
 *     {@code stopped} (by the user), {@code deploying}, {@code failed} (no revision was ever live), {@code unknown} (the
 *     engine cannot be asked)
 * @param revision the active one, 0 if none
 * @param links that one of its services is at an end of
 * @param lastFailure why the last deploy failed; empty once one succeeded
 */
public record StackView(
        String name,
        String id,
        String status,
        int revision,
        Optional<String> lastFailure,
        String destination,
        List<Service> services,
        List<DomainView> domains,
        List<Volume> volumes,
        List<LinkView> links,
        Instant createdAt) {

    /**
     * @param replicas how many should run
     * @param joined it is connected to the network of the stack's destination, whether or not a domain leads to it
     * @param ports inside its containers, as {@code 5432/tcp}, as far as file and image tell
     * @param access how containers of the same networks reach it; stays right over redeploys
     */
    public record Service(
            String name,
            String image,
            int replicas,
            boolean joined,
            List<String> ports,
            List<Access> access,
            List<Container> containers) {}

    /**
     * @param from who reaches it so: {@code stack}, {@code destination}, {@code link}, or {@code external} for a network of somebody else
     * @param names the first is the one to use; never a container's engine name, which changes with a deploy
     * @param connections what a client is told, one for each port: a URL where the protocol is known, else
     *     {@code host:port}; passwords are {@code ***}
     */
    public record Access(String network, String from, List<String> names, List<String> connections) {}

    /**
     * @param state the engine's word, or {@code missing}
     * @param health the engine's word, or {@code none}
     * @param finishedAt when it ended; empty while it runs, and if it never did
     * @param networks address by network name
     * @param ports host ports as {@code 0.0.0.0:8080->80/tcp}
     * @param detail what is wrong with it in a sentence, or what it waits for; "" when all is well
     */
    public record Container(
            String name,
            String id,
            String state,
            String health,
            int exitCode,
            int restarts,
            Optional<Instant> startedAt,
            Optional<Instant> finishedAt,
            Map<String, String> networks,
            List<String> ports,
            String detail) {}

    public record Volume(String name, boolean exists) {}
}

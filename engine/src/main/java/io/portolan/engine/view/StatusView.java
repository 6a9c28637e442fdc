package io.portolan.engine.view;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** {@code portolan status}. */
public record StatusView(
        Daemon daemon, List<Server> servers, Proxy proxy, Counts counts, Addresses addresses, Drift drift) {

    public record Daemon(String version, String instance, Instant startedAt, long residentBytes) {}

    /**
     * @param reachable as of {@code observedAt}; a server that is not shows what was last known
     * @param problem why it is not reachable, or ""
     */
    public record Server(
            String name,
            String endpoint,
            boolean reachable,
            String engine,
            Optional<Instant> observedAt,
            String problem) {}

    /** @param state {@code serving}, {@code starting}, {@code missing}, {@code unknown} */
    public record Proxy(String kind, String image, String state, int httpPort, int httpsPort, int routes) {}

    public record Counts(int stacks, int services, int containers, int networks, int routes) {}

    /**
     * @param pool the blocks that subnets are taken from, with commas between them
     * @param stackNetworksLeft how many more stack networks of the usual size fit, if nothing else is made
     * @param destinationsLeft how many more destinations fit, if nothing else is made
     * @param warning that they run short and what to do, or ""
     */
    public record Addresses(
            String pool, long all, long used, int stackNetworksLeft, int destinationsLeft, String warning) {}

    /**
     * @param pending what differs now and is about to be repaired
     * @param notes what differs and is left so, with the reason (a service that the user stopped)
     * @param failing repairs that were tried and are still due
     * @param repaired what was repaired, newest first
     */
    public record Drift(
            List<DriftView> pending, List<String> notes, List<FailingView> failing, List<EventView> repaired) {}
}

package io.portolan.engine.execute;

import io.portolan.engine.Server;
import io.portolan.engine.Signal;
import io.portolan.engine.port.RuntimeFault;
import io.portolan.model.route.Route.Upstream;
import io.portolan.model.runtime.ObservedContainer;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.SortedSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Waits until the proxy is done with a container that no route leads to any more. A proxy that counts is asked; of another
 * one the connections to the container are looked at, for without a connection nothing can be under way.
 */
final class Drainage {
    private static final Duration INTERVAL = Duration.ofMillis(200);

    private final Server server;
    private final String instance;
    private final Signal signal;
    private final Duration patience;

    /** @param patience after it, what is still open is left to the container's own way to end */
    Drainage(Server server, String instance, Signal signal, Duration patience) {
        this.server = server;
        this.instance = instance;
        this.signal = signal;
        this.patience = patience;
    }

    void await(String container, SortedSet<Integer> ports, Consumer<String> progress) throws InterruptedException {
        Optional<ObservedContainer> leaving = server.runtime().container(container);
        if (leaving.filter(c -> c.state().running()).isEmpty()) {
            return;
        }
        Optional<Integer> drained = signal.until(patience, INTERVAL, () -> {
            int left = underWay(leaving.get(), ports);
            return left == 0 ? Optional.of(left) : Optional.empty();
        });
        if (drained.isEmpty()) {
            progress.accept("%s has requests or streams under way after %d s: it is told to stop"
                    .formatted(container, patience.toSeconds()));
        }
    }

    private int underWay(ObservedContainer container, SortedSet<Integer> ports) {
        if (server.proxy().countsInFlight()) {
            int counted = 0;
            boolean told = true;
            for (int port : ports) {
                OptionalInt more = server.proxy().inFlight(new Upstream(container.name(), port));
                told &= more.isPresent();
                counted += more.orElse(0);
            }
            if (told) {
                return counted;
            }
        }
        return connections(container, ports);
    }

    /** Of the proxy to the container; none where no proxy runs. One that cannot be looked into is waited for. */
    private int connections(ObservedContainer container, SortedSet<Integer> ports) {
        Optional<String> proxy = proxy();
        if (proxy.isEmpty()) {
            return 0;
        }
        Set<String> ends = container.attachments().stream()
                .flatMap(a -> Stream.of(a.address(), a.address6()))
                .filter(a -> !a.isEmpty())
                .flatMap(a -> ports.stream().map(p -> TcpTable.end(InetAddress.ofLiteral(a), p)))
                .collect(Collectors.toSet());
        Optional<List<String>> table = table(proxy.get(), TcpTable.IPV4);
        if (table.isPresent()
                && container.attachments().stream().anyMatch(a -> !a.address6().isEmpty())) {
            table.get().addAll(table(proxy.get(), TcpTable.IPV6).orElse(List.of()));
        }
        return table.map(lines -> (int) lines.stream()
                        .filter(line -> TcpTable.isEstablished(line, ends))
                        .count())
                .orElse(1);
    }

    private Optional<String> proxy() {
        return server.runtime().containers().stream()
                .filter(c -> c.isProxyOf(instance) && c.state().running())
                .map(ObservedContainer::name)
                .findFirst();
    }

    /** Empty where the proxy's image has nothing to read it with, or there is no such table. */
    private Optional<List<String>> table(String proxy, String file) {
        List<String> lines = new ArrayList<>();
        try {
            int code = server.runtime().exec(proxy, List.of("cat", file), line -> lines.add(line.text()));
            return code == 0 ? Optional.of(lines) : Optional.empty();
        } catch (RuntimeFault fault) {
            if (fault.kind() == RuntimeFault.Kind.UNREACHABLE) {
                throw fault;
            }
            // The proxy ended, and with it all that it had under way.
            return Optional.of(lines);
        }
    }
}

package io.portolan.planner.reach;

import io.portolan.model.runtime.HostFacts.Listener;
import io.portolan.model.runtime.Observed;
import io.portolan.model.runtime.ObservedContainer;
import io.portolan.model.runtime.PublishedPort;
import io.portolan.model.stack.Protocol;
import io.portolan.planner.reach.HostPort.Published;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** All ports of a host on which something answers: those that lead to containers, and those of its programs. */
final class HostPorts {
    /** Without its forwarder the engine holds the port itself, so that nobody else takes it, and answers nobody. */
    private static final String ENGINE = "dockerd ";

    private HostPorts() {}

    static List<HostPort> of(Observed observed, Spaces spaces) {
        List<HostPort> ports = new ArrayList<>(published(observed, spaces));
        List<HostPort> led = List.copyOf(ports);
        for (Listener listener : observed.host().listeners()) {
            if (led.stream().noneMatch(p -> isFor(listener, p))) {
                ports.addAll(program(listener, observed.host().listeners()));
            }
        }
        return ports;
    }

    private static List<HostPort> published(Observed observed, Spaces spaces) {
        Map<String, Space> holders = new HashMap<>();
        spaces.own().forEach(s -> holders.put(s.members().getFirst(), s));
        List<HostPort> ports = new ArrayList<>();
        for (ObservedContainer container : observed.containers()) {
            Optional<Space> space = Optional.ofNullable(holders.get(container.name()));
            Optional<Bridge> by = space.flatMap(Space::wayOut).map(Space.Place::network);
            if (space.isPresent() && by.isPresent()) {
                for (PublishedPort p : container.bound()) {
                    p.hostPort()
                            .ifPresent(number -> ports.add(new HostPort(
                                    p.container().protocol(),
                                    p.hostAddress(),
                                    number,
                                    container.name(),
                                    Optional.of(new Published(
                                            space.get(),
                                            p.container().port(),
                                            by.get(),
                                            isForwarded(
                                                    p.container().protocol(), p.hostAddress(), number, observed))))));
                }
            }
        }
        return ports;
    }

    private static boolean isForwarded(Protocol protocol, String address, int port, Observed observed) {
        List<Listener> listeners = observed.host().listeners();
        return listeners.isEmpty()
                || listeners.stream()
                        .filter(l -> l.protocol() == protocol
                                && l.port() == port
                                && l.address().equals(address))
                        .anyMatch(l -> !l.program().startsWith(ENGINE));
    }

    private static boolean isFor(Listener listener, HostPort port) {
        return listener.protocol() == port.protocol()
                && listener.port() == port.port()
                && listener.address().equals(port.address());
    }

    private static List<HostPort> program(Listener listener, List<Listener> all) {
        String holder = listener.program().isEmpty() ? "a program of the host" : listener.program();
        HostPort port =
                new HostPort(listener.protocol(), listener.address(), listener.port(), holder, Optional.empty());
        // What listens on all IPv6 addresses takes IPv4 too unless it said no, which the kernel's tables do not tell.
        boolean both = HostAddresses.isAllSix(listener.address())
                && all.stream()
                        .noneMatch(l -> l.protocol() == listener.protocol()
                                && l.port() == listener.port()
                                && l.address().equals(HostAddresses.allFour()));
        return both
                ? List.of(
                        port,
                        new HostPort(
                                listener.protocol(),
                                HostAddresses.allFour(),
                                listener.port(),
                                holder,
                                Optional.empty()))
                : List.of(port);
    }
}

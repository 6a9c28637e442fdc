package io.portolan.planner;

import io.portolan.model.Labels;
import io.portolan.model.runtime.BindAddress;
import io.portolan.model.runtime.HostFacts.Listener;
import io.portolan.model.runtime.Observed;
import io.portolan.model.runtime.ObservedContainer;
import io.portolan.model.runtime.PublishedPort;
import io.portolan.planner.Facts.ReservedPort;
import io.portolan.planner.Reservations.HostPort;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Who holds which port of the host: containers of anybody, the proxy's among them, stacks that have reserved one, and
 * programs that listen. The one registry that plans ask and people are shown.
 */
public final class HeldPorts {
    /** The engine's own helper, which listens in a container's stead. */
    private static final String ENGINE_LISTENER = "docker-proxy";

    private final String instance;
    private final Map<Integer, List<HeldPort>> byNumber = new HashMap<>();

    public enum Kind {
        PROXY,
        STACK,
        /** Somebody else's. */
        CONTAINER,
        PROGRAM
    }

    /**
     * @param holder for people: {@code stack shop, service db}, {@code nginx (pid 812)}
     * @param stackId whose it is, or ""
     * @param target the container port behind it, {@code 5432/tcp}, or ""
     * @param reserved it is promised, and nothing has bound it yet
     */
    public record HeldPort(HostPort port, Kind kind, String holder, String stackId, String target, boolean reserved) {}

    private HeldPorts(String instance) {
        this.instance = instance;
    }

    public static HeldPorts of(Observed observed, List<ReservedPort> reserved, String instance) {
        HeldPorts held = new HeldPorts(instance);
        observed.containers().stream().filter(World::isUp).forEach(held::add);
        reserved.forEach(held::add);
        observed.host().listeners().stream()
                .filter(l -> !held.isOfEngine(l, observed))
                .toList()
                .forEach(held::add);
        return held;
    }

    /** By number, protocol and address. */
    public List<HeldPort> all() {
        return byNumber.values().stream()
                .flatMap(List::stream)
                .distinct()
                .sorted(Comparator.comparing((HeldPort h) -> h.port().port())
                        .thenComparing(h -> h.port().protocol())
                        .thenComparing(h -> h.port().address())
                        .thenComparing(HeldPort::holder))
                .toList();
    }

    /** Those that the port cannot be held beside: what stacks have reserved first, then containers, then programs. */
    Stream<HeldPort> clashing(HostPort port) {
        return byNumber.getOrDefault(port.port(), List.of()).stream()
                .filter(h -> h.port().clashesWith(port))
                .sorted(Comparator.comparing((HeldPort h) -> !h.reserved())
                        .thenComparing(HeldPort::kind)
                        .thenComparing(HeldPort::holder));
    }

    private void add(HeldPort held) {
        byNumber.computeIfAbsent(held.port().port(), _ -> new ArrayList<>()).add(held);
    }

    private void add(ObservedContainer container) {
        boolean ours = instance.equals(container.labels().get(Labels.INSTANCE));
        boolean proxy = ours && "proxy".equals(container.labels().get(Labels.ROLE));
        String holder = proxy
                ? "the HTTP proxy of Portolan"
                : ours
                        ? "stack %s, service %s"
                                .formatted(
                                        container.label(Labels.STACK_NAME).orElse(""),
                                        container.label(Labels.SERVICE).orElse(""))
                        : "container " + container.name();
        container.published().stream()
                .filter(p -> p.hostPort().isPresent())
                .forEach(p -> add(new HeldPort(
                        claim(p),
                        proxy ? Kind.PROXY : ours ? Kind.STACK : Kind.CONTAINER,
                        holder,
                        ours ? container.labels().getOrDefault(Labels.STACK, "") : "",
                        p.container().toString(),
                        false)));
    }

    private void add(ReservedPort reserved) {
        add(new HeldPort(reserved.port(), Kind.STACK, reserved.holder(), reserved.stackId(), "", true));
    }

    private void add(Listener listener) {
        String holder = listener.program().isEmpty() ? "a program of the host" : listener.program();
        add(new HeldPort(bound(listener), Kind.PROGRAM, holder, "", "", false));
    }

    /**
     * A port that a container publishes is listened on by the engine, under whatever name it shows; its helper goes a
     * moment after the container does. A helper for none of this engine's containers is another engine's.
     */
    private boolean isOfEngine(Listener listener, Observed observed) {
        HostPort port = bound(listener);
        boolean published = byNumber.getOrDefault(port.port(), List.of()).stream()
                .anyMatch(h -> !h.reserved() && h.port().clashesWith(port));
        return published
                || (listener.program().startsWith(ENGINE_LISTENER)
                        && observed.containers().stream().anyMatch(c -> publishes(c, port)));
    }

    static boolean publishes(ObservedContainer container, HostPort port) {
        return container.published().stream().anyMatch(p -> p.hostPort().isPresent() && claim(p).clashesWith(port));
    }

    /** Whether a socket of IPv6 takes connections of IPv4 as well is not told; as a rule it does. */
    private static HostPort bound(Listener listener) {
        String address = listener.address().equals("::") ? "" : listener.address();
        return new HostPort(listener.protocol(), address, listener.port());
    }

    static HostPort claim(PublishedPort port) {
        return new HostPort(
                port.container().protocol(),
                BindAddress.of(port.hostAddress()).text(),
                port.hostPort().orElse(0));
    }
}

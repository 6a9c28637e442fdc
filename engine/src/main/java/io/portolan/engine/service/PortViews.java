package io.portolan.engine.service;

import io.portolan.engine.store.Store;
import io.portolan.engine.view.PortView;
import io.portolan.model.Labels;
import io.portolan.model.runtime.HostFacts.Listener;
import io.portolan.model.runtime.Observed;
import io.portolan.model.runtime.ObservedContainer;
import io.portolan.model.runtime.PublishedPort;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The registry of host ports, as one list: containers, reservations, programs. */
final class PortViews {
    private PortViews() {}

    static List<PortView> all(String server, Observed observed, Store store) {
        List<PortView> ports = new ArrayList<>();
        for (ObservedContainer container : observed.containers()) {
            container.published().stream()
                    .filter(p -> p.hostPort().isPresent())
                    .forEach(p -> ports.add(
                            published(server, container, p, store.identity().instance())));
        }
        store.reservedPorts().stream()
                .map(r -> new PortView(
                        server,
                        r.port().protocol().toString(),
                        r.port().address(),
                        r.port().port(),
                        "stack",
                        r.holder() + " (reserved)",
                        ""))
                .filter(r -> ports.stream().noneMatch(p -> samePort(p, r)))
                .toList()
                .forEach(ports::add);
        for (Listener listener : observed.host().listeners()) {
            PortView view = new PortView(
                    server,
                    listener.protocol().toString(),
                    listener.address(),
                    listener.port(),
                    "program",
                    listener.program().isEmpty() ? "a program of the host" : listener.program(),
                    "");
            // The engine's own forwarder listens for a published port: the container is its holder, and stands above.
            if (ports.stream().noneMatch(p -> samePort(p, view))) {
                ports.add(view);
            }
        }
        ports.sort(Comparator.comparing(PortView::port)
                .thenComparing(PortView::protocol)
                .thenComparing(PortView::address));
        return ports;
    }

    private static boolean samePort(PortView a, PortView b) {
        return a.port() == b.port() && a.protocol().equals(b.protocol());
    }

    private static PortView published(String server, ObservedContainer c, PublishedPort p, String instance) {
        boolean ours = instance.equals(c.label(Labels.INSTANCE).orElse(""));
        boolean proxy = ours && c.label(Labels.ROLE).orElse("").equals("proxy");
        String holder = proxy
                ? "the HTTP proxy"
                : ours
                        ? "stack " + c.label(Labels.STACK_NAME).orElse("") + ", service "
                                + c.label(Labels.SERVICE).orElse("")
                        : "container " + c.name();
        return new PortView(
                server,
                p.container().protocol().toString(),
                p.hostAddress(),
                p.hostPort().getAsInt(),
                proxy ? "proxy" : ours ? "stack" : "container",
                holder,
                p.container().toString());
    }
}

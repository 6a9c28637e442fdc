package io.portolan.engine.service;

import io.portolan.engine.store.Store;
import io.portolan.engine.view.PortView;
import io.portolan.model.runtime.Observed;
import io.portolan.planner.HeldPorts;
import io.portolan.planner.HeldPorts.HeldPort;
import io.portolan.planner.PortReach;
import java.util.List;
import java.util.Locale;

/** The registry of host ports as people and programs read it. */
final class PortViews {
    private PortViews() {}

    static List<PortView> all(String server, Observed observed, Store store) {
        List<HeldPort> held = HeldPorts.of(
                        observed, store.reservedPorts(), store.identity().instance())
                .all();
        return held.stream()
                // Who reserved a port and has bound it is told once, as the one who has bound it.
                .filter(h -> !h.reserved() || held.stream().noneMatch(other -> hasBound(other, h)))
                .map(h -> view(server, h, observed))
                .toList();
    }

    private static boolean hasBound(HeldPort other, HeldPort reserved) {
        return !other.reserved()
                && other.stackId().equals(reserved.stackId())
                && other.port().clashesWith(reserved.port());
    }

    private static PortView view(String server, HeldPort held, Observed observed) {
        return new PortView(
                server,
                held.port().protocol().toString(),
                // Both families at once is the wildcard of IPv6 to programs.
                held.port().address().isEmpty() ? "::" : held.port().address(),
                held.port().port(),
                held.kind().name().toLowerCase(Locale.ROOT),
                held.reserved() ? held.holder() + " (reserved)" : held.holder(),
                held.target(),
                PortReach.of(held.port().address(), observed).toString());
    }
}

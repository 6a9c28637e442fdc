package io.portolan.planner.reach;

import io.portolan.model.runtime.Observed;
import io.portolan.model.runtime.ObservedNetwork;
import io.portolan.planner.reach.Space.Place;
import java.util.Optional;

/**
 * Where a container's packets come out on the host.
 *
 * @param device the bridge's, which rules of a firewall name
 */
public record WayOut(String network, String device) {
    private static final String NAME = "com.docker.network.bridge.name";
    private static final int ID_DIGITS = 12;

    /** Empty for a container that does not run, or whose networks lead nowhere. */
    public static Optional<WayOut> of(Observed observed, String container) {
        return Spaces.of(observed).own().stream()
                .filter(s -> s.members().contains(container))
                .findFirst()
                .flatMap(Space::wayOut)
                .map(Place::network)
                .map(b -> new WayOut(b.name(), device(b.network())));
    }

    private static String device(ObservedNetwork network) {
        String id = network.id();
        return network.options().getOrDefault(NAME, "br-" + id.substring(0, Math.min(ID_DIGITS, id.length())));
    }
}

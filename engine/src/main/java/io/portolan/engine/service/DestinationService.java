package io.portolan.engine.service;

import io.portolan.engine.view.DestinationView;
import io.portolan.model.runtime.Cidr;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Destinations. Throws {@link Refused}. */
public interface DestinationService {
    /** Makes a destination's network, or adopts one, and puts the proxy on it. */
    DestinationView add(Wanted wanted);

    /**
     * Refused while stacks are placed in it, with their names, and while containers that Portolan did not make are on a
     * network that it made. A network that was adopted stays: the proxy leaves it.
     */
    void remove(String name);

    DestinationView show(String name);

    List<DestinationView> list();

    /**
     * A destination that somebody asks for.
     *
     * @param subnet from the pool if empty; only of a network that Portolan makes
     * @param adopt the name of an existing network to use instead of making one
     * @param labels of the network that Portolan makes
     */
    record Wanted(String name, Optional<Cidr> subnet, Optional<String> adopt, Map<String, String> labels) {
        public Wanted {
            labels = Map.copyOf(labels);
        }
    }
}

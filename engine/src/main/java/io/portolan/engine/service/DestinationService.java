package io.portolan.engine.service;

import io.portolan.engine.view.DestinationView;
import io.portolan.model.runtime.Cidr;
import java.util.List;
import java.util.Optional;

/** Destinations. Throws {@link Refused}. */
public interface DestinationService {
    /**
     * Makes a destination's network and puts the proxy on it.
     *
     * @param subnet from the pool if empty
     * @param adopt use the existing network of that name instead of making one
     */
    DestinationView add(String name, Optional<Cidr> subnet, boolean adopt);

    /** Refused while stacks are placed in it, with their names. */
    void remove(String name);

    List<DestinationView> list();
}

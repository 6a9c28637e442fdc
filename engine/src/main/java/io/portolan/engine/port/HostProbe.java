package io.portolan.engine.port;

import io.portolan.model.runtime.HostFacts;

/** Looks at the host itself: who listens where, what it routes. */
public interface HostProbe {
    HostFacts observe();
}

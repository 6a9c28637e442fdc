package io.portolan.engine.service;

import io.portolan.engine.service.StackService.ServiceLine;
import io.portolan.engine.view.ProxyView;
import java.util.Optional;
import java.util.function.Consumer;

/** The server's HTTP proxy. Throws {@link Refused}. */
public interface ProxyService {
    ProxyView show();

    /**
     * Puts another proxy in the place of the one that serves, and returns when that one serves all that this one did. Where it
     * does not, the former one is put back, and {@link Refused} says why.
     *
     * @param image empty: the one that the kind's adapter is written for
     */
    ProxyView use(String kind, Optional<String> image, Consumer<String> progress);

    /** Ends connections. Returns when it serves again. */
    ProxyView restart();

    /** As {@link StackService#logs}. */
    void logs(int tail, boolean follow, Consumer<ServiceLine> sink);
}

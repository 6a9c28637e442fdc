package io.portolan.engine;

import io.portolan.model.runtime.AddressBlock;
import java.util.List;

/**
 * What the person who runs the daemon says of the HTTP proxy, whatever its kind.
 *
 * @param httpPort on the host
 * @param httpsPort on the host
 * @param edges proxies in front of it
 */
public record ProxyOptions(int httpPort, int httpsPort, List<AddressBlock> edges) {
    public ProxyOptions {
        edges = List.copyOf(edges);
    }
}

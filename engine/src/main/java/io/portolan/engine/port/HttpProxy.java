package io.portolan.engine.port;

import io.portolan.model.route.ProxyConfig;
import java.util.List;
import java.util.Optional;

/**
 * An HTTP proxy of one server. The proxy runs as a container that the engine keeps; this port configures it.
 *
 * <p>The configuration is persisted on the proxy's own side before it is made live, so a proxy that starts while the
 * daemon is dead serves the same routes.
 */
public interface HttpProxy {
    /** {@code caddy}, {@code traefik} or {@code haproxy}. */
    String kind();

    /** The image this adapter is written for. */
    String defaultImage();

    /** What the image runs, given the folder inside the container where the control directory is mounted. */
    List<String> command(String controlTarget);

    /**
     * Makes sure that there is something for the proxy to start with: if nothing is persisted yet, an empty
     * configuration. Called before the proxy's container is created. Never overwrites.
     */
    void prepare();

    /**
     * Persists the configuration and makes it live. Returns when the proxy has acknowledged it; connections of other
     * routes go on.
     *
     * @throws ProxyFault if the proxy refuses it (what was live stays live and persisted) or does not answer (what was
     *     persisted is the new configuration: the proxy will start with it)
     */
    void apply(ProxyConfig config);

    /** What the proxy serves right now; empty where it does not answer or serves something that is not ours. */
    Optional<ProxyConfig> served();
}

package io.portolan.engine.port;

import io.portolan.model.route.ProxyConfig;
import io.portolan.model.route.ProxyLimit;
import io.portolan.model.route.Route.Upstream;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

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

    /** How the proxy's container is to be started, once {@link #prepare} has run. */
    Launch launch();

    /**
     * Tells which version runs, or is about to, in the words of {@link Launch#version()}; until then the oldest one that
     * the adapter knows is assumed. What is published from then on is written for it.
     */
    void runs(String version);

    /** What the version that runs cannot do for Portolan. Planned with: what needs it is refused with the reason. */
    Set<ProxyLimit> limits();

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

    /** Whether {@link #inFlight} counts; otherwise a container that leaves is waited for by the connections to it. */
    boolean countsInFlight();

    /**
     * How many requests and streams the proxy has handed to the container and not ended, also after it has left all
     * routes. Empty where that cannot be told: the proxy does not count, or does not answer.
     */
    OptionalInt inFlight(Upstream upstream);

    /**
     * What a proxy's container runs.
     *
     * @param controlDirectory host folder with the configuration; only its owner's
     * @param controlTarget where the proxy sees it
     * @param command what the image runs
     * @param check run in a container of the same image and mounts, ends with 0 if the image can take what is persisted; empty where the
     *     proxy has no such command
     * @param version run in the proxy's container, prints its version
     * @param workingDirectory empty: the image's
     * @param user whom it runs as; empty: whom the image says. The control directory is root's alone
     */
    record Launch(
            String controlDirectory,
            String controlTarget,
            List<String> command,
            List<String> check,
            List<String> version,
            Optional<String> workingDirectory,
            Optional<String> user) {
        public Launch {
            command = List.copyOf(command);
            check = List.copyOf(check);
            version = List.copyOf(version);
        }
    }
}

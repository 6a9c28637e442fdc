package io.portolan.caddy;

import com.fasterxml.jackson.databind.JsonNode;
import io.portolan.engine.port.ContainerLoopback;
import io.portolan.engine.port.HttpProxy;
import io.portolan.engine.port.ProxyFault;
import io.portolan.model.route.ProxyConfig;
import io.portolan.model.route.ProxyLimit;
import io.portolan.model.route.Route.Upstream;
import io.portolan.proxy.ControlDirectory;
import io.portolan.proxy.ProxyDocument;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * Caddy in a container, configured through its control directory: {@code caddy.json}, which it starts with, {@code
 * routes.json}, the same in no proxy's terms, and {@code admin.sock}, its only admin endpoint.
 */
public final class CaddyProxy implements HttpProxy {
    private static final String CONFIGURATION = "caddy.json";
    private static final String ROUTES = "routes.json";
    private static final String SOCKET = "admin.sock";
    private static final Duration DEADLINE = Duration.ofSeconds(30);

    private final String controlTarget;
    private final ControlDirectory directory;
    private final AdminSocket admin;
    private final FormerServers.Entrances entrances;
    private volatile CaddyConfig rendering;

    /**
     * @param controlDirectory on the host; only its owner's once {@link #prepare()} has run
     * @param controlTarget where Caddy sees it
     * @param httpPort where Caddy listens inside its container
     * @param httpsPort the same, for TLS
     * @param loopback of the proxy's container
     */
    public CaddyProxy(
            Path controlDirectory, String controlTarget, int httpPort, int httpsPort, ContainerLoopback loopback) {
        this(controlDirectory, controlTarget, httpPort, httpsPort, loopback, DEADLINE);
    }

    CaddyProxy(
            Path controlDirectory,
            String controlTarget,
            int httpPort,
            int httpsPort,
            ContainerLoopback loopback,
            Duration deadline) {
        this.controlTarget = controlTarget;
        this.directory = new ControlDirectory(controlDirectory);
        this.rendering = new CaddyConfig(controlTarget + "/" + SOCKET, httpPort, httpsPort, CaddyVersion.OLDEST);
        this.admin = new AdminSocket(directory.file(SOCKET), deadline);
        this.entrances = new FormerServers.Entrances(loopback, httpPort, httpsPort, deadline);
    }

    @Override
    public String kind() {
        return "caddy";
    }

    @Override
    public String defaultImage() {
        return "caddy:2";
    }

    @Override
    public Launch launch() {
        String configuration = controlTarget + "/" + CONFIGURATION;
        return new Launch(
                directory.path().toString(),
                controlTarget,
                List.of("caddy", "run", "--config", configuration),
                List.of("caddy", "validate", "--config", configuration),
                List.of("caddy", "version"),
                Optional.empty(),
                Optional.empty());
    }

    @Override
    public synchronized void runs(String version) {
        rendering = new CaddyConfig(
                rendering.adminSocket(), rendering.httpPort(), rendering.httpsPort(), CaddyVersion.parse(version));
    }

    @Override
    public Set<ProxyLimit> limits() {
        return rendering.version().limits();
    }

    @Override
    public synchronized void prepare() {
        try {
            directory.prepare();
            if (!directory.has(CONFIGURATION)) {
                persistNothing();
            }
        } catch (IOException e) {
            throw new ProxyFault(false, "the proxy's control directory cannot be prepared: " + e.getMessage(), e);
        }
    }

    @Override
    public synchronized void apply(ProxyConfig config) {
        refuseWhatItCannotTell(config);
        Former former;
        byte[] document = Json.bytes(rendering.render(config));
        try {
            former = new Former(directory.read(CONFIGURATION), directory.read(ROUTES));
            persist(document, config);
        } catch (IOException e) {
            throw new ProxyFault(false, "the proxy's configuration cannot be persisted: " + e.getMessage(), e);
        }
        try (FormerServers servers = entrances.connect(former.config())) {
            admin.load(document);
            servers.awaitClosed();
        } catch (AdminSocket.Refusal refusal) {
            ProxyFault fault =
                    new ProxyFault(true, "Caddy refused the configuration: " + refusal.getMessage(), refusal);
            restore(former, fault);
            throw fault;
        } catch (IOException e) {
            throw new ProxyFault(
                    false, "Caddy does not answer at " + directory.file(SOCKET) + ": " + e.getMessage(), e);
        }
    }

    /** What was persisted before. */
    private record Former(Optional<byte[]> document, Optional<byte[]> routes) {
        /** Empty where it is none of ours. */
        Optional<ProxyConfig> config() {
            try {
                return routes.isPresent() ? Optional.of(ProxyDocument.read(routes.get())) : Optional.empty();
            } catch (IOException e) {
                return Optional.empty();
            }
        }
    }

    /** Behind peers that it does not know, every visitor would have the same address, and lists of addresses a hole. */
    private void refuseWhatItCannotTell(ProxyConfig config) {
        if (!config.trustedPeers().isEmpty() && !rendering.version().trustsPeers()) {
            String message =
                    "Caddy before 2.8 cannot tell visitors apart behind another proxy, so it can trust no peer";
            throw new ProxyFault(true, message, new UnsupportedOperationException(message));
        }
    }

    private void persist(byte[] document, ProxyConfig config) throws IOException {
        directory.persist(CONFIGURATION, document);
        directory.persist(ROUTES, ProxyDocument.write(config));
    }

    private Optional<ProxyConfig> persisted() throws IOException {
        Optional<byte[]> document = directory.read(ROUTES);
        return document.isPresent() ? Optional.of(ProxyDocument.read(document.get())) : Optional.empty();
    }

    /** Byte for byte: that is what Caddy took, whichever version it was written for. */
    private void restore(Former former, ProxyFault fault) {
        try {
            if (former.document().isPresent() && former.routes().isPresent()) {
                directory.persist(CONFIGURATION, former.document().get());
                directory.persist(ROUTES, former.routes().get());
            } else {
                persistNothing();
            }
        } catch (IOException e) {
            fault.addSuppressed(e);
        }
    }

    private void persistNothing() throws IOException {
        persist(Json.bytes(rendering.render(ProxyConfig.empty())), ProxyConfig.empty());
    }

    /** What was wanted of Caddy last, if that is what it serves: anything else was put there by somebody else. */
    @Override
    public Optional<ProxyConfig> served() {
        try {
            JsonNode live = admin.config();
            return persisted().filter(wanted -> rendering.render(wanted).equals(live));
        } catch (IOException e) {
            // Not answering is the answer, and a document that is not ours cannot be what is served.
            return Optional.empty();
        }
    }

    /** Caddy forgets a container as soon as no route leads to it. */
    @Override
    public boolean countsInFlight() {
        return false;
    }

    @Override
    public OptionalInt inFlight(Upstream upstream) {
        return OptionalInt.empty();
    }
}

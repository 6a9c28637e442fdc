package io.portolan.caddy;

import com.fasterxml.jackson.databind.JsonNode;
import io.portolan.engine.port.HttpProxy;
import io.portolan.engine.port.ProxyFault;
import io.portolan.model.route.ProxyConfig;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Caddy in a container, configured through its control directory: {@code caddy.json}, which it starts with, and
 * {@code admin.sock}, its only admin endpoint.
 */
public final class CaddyProxy implements HttpProxy {
    private static final Duration DEADLINE = Duration.ofSeconds(30);

    private final String controlTarget;
    private final ControlDirectory directory;
    private final CaddyConfig rendering;
    private final AdminSocket admin;

    /**
     * @param controlDirectory on the host; only root's once {@link #prepare()} has run
     * @param controlTarget where Caddy sees it
     * @param httpPort where Caddy listens inside its container
     */
    public CaddyProxy(Path controlDirectory, String controlTarget, int httpPort) {
        this(controlDirectory, controlTarget, httpPort, DEADLINE);
    }

    CaddyProxy(Path controlDirectory, String controlTarget, int httpPort, Duration deadline) {
        this.controlTarget = controlTarget;
        this.directory = new ControlDirectory(controlDirectory);
        this.rendering = new CaddyConfig(controlTarget + "/" + ControlDirectory.SOCKET, httpPort);
        this.admin = new AdminSocket(directory.socket(), deadline);
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
    public List<String> command(String controlTarget) {
        if (!controlTarget.equals(this.controlTarget)) {
            throw new IllegalStateException("the control directory is mounted at " + controlTarget
                    + ", but the configuration names " + this.controlTarget);
        }
        return List.of("caddy", "run", "--config", controlTarget + "/" + ControlDirectory.CONFIGURATION);
    }

    @Override
    public synchronized void prepare() {
        try {
            directory.prepare(Json.bytes(rendering.render(ProxyConfig.empty())));
        } catch (IOException e) {
            throw new ProxyFault(false, "the proxy's control directory cannot be prepared: " + e.getMessage(), e);
        }
    }

    @Override
    public synchronized void apply(ProxyConfig config) {
        byte[] document = Json.bytes(rendering.render(config));
        Optional<byte[]> former = persist(document);
        try {
            admin.load(document);
        } catch (AdminSocket.Refusal refusal) {
            ProxyFault fault =
                    new ProxyFault(true, "Caddy refused the configuration: " + refusal.getMessage(), refusal);
            restore(former, fault);
            throw fault;
        } catch (IOException e) {
            throw new ProxyFault(false, "Caddy does not answer at " + directory.socket() + ": " + e.getMessage(), e);
        }
    }

    private Optional<byte[]> persist(byte[] document) {
        try {
            Optional<byte[]> former = directory.read();
            directory.persist(document);
            return former;
        } catch (IOException e) {
            throw new ProxyFault(false, "the proxy's configuration cannot be persisted: " + e.getMessage(), e);
        }
    }

    /**
     * What Caddy serves goes back into the file, rather than what stood there before: that may never have been live, if
     * the daemon died between persisting and being refused.
     */
    private void restore(Optional<byte[]> former, ProxyFault fault) {
        try {
            directory.persist(served().map(rendering::render)
                    .map(Json::bytes)
                    .or(() -> former)
                    .orElseGet(() -> Json.bytes(rendering.render(ProxyConfig.empty()))));
        } catch (IOException e) {
            fault.addSuppressed(e);
        }
    }

    @Override
    public Optional<ProxyConfig> served() {
        JsonNode live;
        try {
            live = admin.config();
        } catch (IOException e) {
            // Not answering is the answer.
            return Optional.empty();
        }
        return rendering.read(live);
    }
}

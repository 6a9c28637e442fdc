package io.portolan.traefik;

import io.portolan.engine.port.ContainerLoopback;
import io.portolan.engine.port.HttpProxy;
import io.portolan.engine.port.ProxyFault;
import io.portolan.model.route.ProxyConfig;
import io.portolan.model.route.ProxyLimit;
import io.portolan.model.route.Route.Upstream;
import io.portolan.proxy.ControlDirectory;
import io.portolan.proxy.ProxyDocument;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;

/**
 * Traefik in a container, configured through its control directory: {@code traefik-….yaml}, which it starts with, {@code
 * routes.yaml}, which it watches, {@code routes.json}, the same in no proxy's terms, the sources of the plugin, and a certificate for
 * names that nobody has. Its API is asked whether it has taken a change.
 */
public final class TraefikProxy implements HttpProxy {
    private static final String DYNAMIC = "routes.yaml";
    private static final String ROUTES = "routes.json";
    private static final Duration DEADLINE = Duration.ofSeconds(10);

    /** Traefik needs a millisecond or two for each route, and more where it gets little of the processor. */
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final String controlTarget;
    private final ControlDirectory directory;
    private final TraefikApi api;
    private final Duration patience;
    private final String web;

    /**
     * @param controlDirectory on the host; only its owner's once {@link #prepare()} has run
     * @param controlTarget where Traefik sees it
     * @param loopback of the proxy's container
     */
    public TraefikProxy(Path controlDirectory, String controlTarget, ContainerLoopback loopback) {
        this(controlDirectory, controlTarget, new TraefikApi(loopback, DEADLINE), PATIENCE, StaticFile.WEB);
    }

    TraefikProxy(Path controlDirectory, String controlTarget, TraefikApi api, Duration patience, String web) {
        this.controlTarget = controlTarget;
        this.directory = new ControlDirectory(controlDirectory);
        this.api = api;
        this.patience = patience;
        this.web = web;
    }

    @Override
    public String kind() {
        return "traefik";
    }

    @Override
    public String defaultImage() {
        return "traefik:v3";
    }

    @Override
    public Launch launch() {
        return new Launch(
                directory.path().toString(),
                controlTarget,
                List.of("traefik", "--configFile=" + controlTarget + "/" + staticName()),
                List.of(),
                List.of("traefik", "version"),
                // Traefik looks for plugins there.
                Optional.of(controlTarget),
                Optional.of("0"));
    }

    @Override
    public void runs(String version) {}

    /** All of 3.x keep their listeners and upgraded connections, and the plugin decides whom to trust. */
    @Override
    public Set<ProxyLimit> limits() {
        return Set.of();
    }

    @Override
    public synchronized void prepare() {
        try {
            directory.prepare();
            Plugin.install(directory);
            FallbackCertificate.install(directory);
            directory.persistIfChanged(staticName(), staticText().getBytes(StandardCharsets.UTF_8));
            if (!directory.has(DYNAMIC)) {
                persist(ProxyConfig.empty(), render(ProxyConfig.empty()));
            }
        } catch (IOException e) {
            throw new ProxyFault(false, "the proxy's control directory cannot be prepared: " + e.getMessage(), e);
        }
    }

    /** Another content is another name, so a proxy that was started with something else is made anew. */
    private String staticName() {
        return "traefik-" + Digest.of(staticText() + Plugin.text(), 8) + ".yaml";
    }

    private String staticText() {
        return new StaticFile(controlTarget + "/" + DYNAMIC).render();
    }

    private DynamicFile render(ProxyConfig config) {
        return DynamicFile.of(config, controlTarget, web);
    }

    @Override
    public synchronized void apply(ProxyConfig config) {
        Former former;
        DynamicFile file = render(config);
        try {
            // Throws for what is not ours.
            former = new Former(persisted(), directory.read(DYNAMIC));
            persist(config, file);
        } catch (IOException e) {
            throw new ProxyFault(false, "the proxy's configuration cannot be persisted: " + e.getMessage(), e);
        }
        try {
            awaitLive(file.digest());
        } catch (Refusal refusal) {
            ProxyFault fault =
                    new ProxyFault(true, "Traefik refused the configuration: " + refusal.getMessage(), refusal);
            restore(former, fault);
            throw fault;
        } catch (IOException e) {
            throw new ProxyFault(false, "Traefik does not answer: " + e.getMessage(), e);
        }
    }

    /** Traefik reads the file by itself, and keeps silent about one that it cannot read. */
    private void awaitLive(String digest) throws IOException, Refusal {
        long end = System.nanoTime() + patience.toNanos();
        await(() -> api.knows(digest), end);
        List<String> complaints = api.complaints();
        if (!complaints.isEmpty()) {
            throw new Refusal(String.join("; ", complaints));
        }
        await(() -> api.serves(digest), end);
    }

    private void await(Condition condition, long end) throws IOException, Refusal {
        while (!condition.holds()) {
            if (System.nanoTime() > end) {
                throw new Refusal("it has not taken the file within " + patience.toSeconds()
                        + " s and serves what it had; its log says why");
            }
            LockSupport.parkNanos(5_000_000);
        }
    }

    private interface Condition {
        boolean holds() throws IOException;
    }

    private void persist(ProxyConfig config, DynamicFile file) throws IOException {
        directory.persist(DYNAMIC, file.text().getBytes(StandardCharsets.UTF_8));
        directory.persist(ROUTES, ProxyDocument.write(config));
    }

    private Optional<ProxyConfig> persisted() throws IOException {
        Optional<byte[]> document = directory.read(ROUTES);
        return document.isPresent() ? Optional.of(ProxyDocument.read(document.get())) : Optional.empty();
    }

    /** The file goes back byte for byte: another version of this adapter may have written it. */
    private void restore(Former former, ProxyFault fault) {
        DynamicFile file = former.file()
                .flatMap(DynamicFile::read)
                .orElseGet(() -> render(former.config().orElseGet(ProxyConfig::empty)));
        try {
            persist(former.config().orElseGet(ProxyConfig::empty), file);
            awaitLive(file.digest());
        } catch (IOException | Refusal e) {
            fault.addSuppressed(e);
        }
    }

    private record Former(Optional<ProxyConfig> config, Optional<byte[]> file) {}

    /** What was wanted of Traefik last, if that is what it serves: anything else was put there by somebody else. */
    @Override
    public Optional<ProxyConfig> served() {
        try {
            Optional<ProxyConfig> wanted = persisted();
            if (wanted.isEmpty()) {
                return wanted;
            }
            DynamicFile file = render(wanted.get());
            boolean untouched = directory
                    .read(DYNAMIC)
                    .filter(there -> Arrays.equals(there, file.text().getBytes(StandardCharsets.UTF_8)))
                    .isPresent();
            return untouched && isLive(file.digest()) ? wanted : Optional.empty();
        } catch (IOException e) {
            // Not answering is the answer, and a document that is not ours cannot be what is served.
            return Optional.empty();
        }
    }

    private boolean isLive(String digest) throws IOException {
        return api.knows(digest) && api.complaints().isEmpty() && api.serves(digest);
    }

    /** Traefik counts by service, not by container, and forgets the connections of one that has left. */
    @Override
    public boolean countsInFlight() {
        return false;
    }

    @Override
    public OptionalInt inFlight(Upstream upstream) {
        return OptionalInt.empty();
    }

    /** Traefik answered, and does not have what it was given. */
    private static final class Refusal extends Exception {
        Refusal(String message) {
            super(message);
        }
    }
}

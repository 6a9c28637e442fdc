package io.portolan.haproxy;

import io.portolan.engine.port.HttpProxy;
import io.portolan.engine.port.ProxyFault;
import io.portolan.model.route.ProxyConfig;
import io.portolan.model.route.ProxyLimit;
import io.portolan.model.route.Route.Upstream;
import io.portolan.proxy.ControlDirectory;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * HAProxy in a container, configured through its control directory: {@code current/}, which it starts with, {@code
 * admin.sock}, where the worker is told of changes, and {@code master.sock}, where the master is told to start another one.
 */
public final class HaproxyProxy implements HttpProxy {
    private static final String ADMIN = "admin.sock";
    private static final String MASTER = "master.sock";
    private static final String LOG = "haproxy.log";
    private static final Duration DEADLINE = Duration.ofSeconds(30);

    private final String controlTarget;
    private final ControlDirectory directory;
    private final Publication publication;

    /**
     * @param controlDirectory on the host; only its owner's once {@link #prepare()} has run
     * @param controlTarget where HAProxy sees it
     * @param httpPort where HAProxy listens inside its container
     * @param httpsPort the same for TLS
     */
    public HaproxyProxy(Path controlDirectory, String controlTarget, int httpPort, int httpsPort) {
        this(controlDirectory, controlTarget, httpPort, httpsPort, DEADLINE);
    }

    HaproxyProxy(Path controlDirectory, String controlTarget, int httpPort, int httpsPort, Duration deadline) {
        this.controlTarget = controlTarget;
        this.directory = new ControlDirectory(controlDirectory);
        // The proxy's container is on the same kernel.
        boolean ipv6 = Files.exists(Path.of("/proc/net/if_inet6"));
        this.publication = new Publication(
                directory,
                new HaproxyConfig(controlTarget, httpPort, httpsPort, ipv6),
                new Live(directory.file(ADMIN), new Lookup(directory.file(Lookup.SOCKET)), deadline),
                new Workers(directory.file(MASTER), deadline));
    }

    @Override
    public String kind() {
        return "haproxy";
    }

    @Override
    public String defaultImage() {
        return "haproxy:lts";
    }

    /**
     * A shell stands above HAProxy. It gives what is said about a configuration to the log and to a file, from which a refusal's
     * reason is read, and which begins anew when it has grown; and it lets HAProxy end its streams within the time that engines grant, which HAProxy itself could only be
     * told together with the time that a worker has after a reload.
     */
    @Override
    public Launch launch() {
        String configuration = controlTarget + "/" + Generations.CURRENT + "/" + Rendering.CONFIGURATION;
        String script = """
                log=$control/haproxy.log; : >$log; tail -n +1 -f $log >&2 &
                while sleep 60; do [ $(wc -c <$log) -lt 1000000 ] || : >$log; done &
                haproxy -W -db -S $control/master.sock,mode,600 -f $configuration 2>>$log & proxy=$!
                trap 'kill -USR1 $proxy; sleep 5 & wait $!; kill -TERM $proxy; wait $proxy; exit 0' USR1 TERM INT
                wait $proxy""".replace("$control", controlTarget).replace("$configuration", configuration);
        return new Launch(
                directory.path().toString(),
                controlTarget,
                List.of("sh", "-c", script),
                List.of("haproxy", "-c", "-f", configuration),
                List.of("haproxy", "-v"),
                Optional.empty(),
                // The folder is root's alone; HAProxy itself gives its rights away once it listens.
                Optional.of("0:0"));
    }

    /** All versions since 2.6, the oldest that is maintained, are told the same. */
    @Override
    public void runs(String version) {}

    @Override
    public Set<ProxyLimit> limits() {
        return Set.of();
    }

    @Override
    public synchronized void prepare() {
        try {
            directory.prepare();
            publication.prepare();
        } catch (IOException e) {
            throw new ProxyFault(false, "the proxy's control directory cannot be prepared: " + e.getMessage(), e);
        }
    }

    @Override
    public synchronized void apply(ProxyConfig config) {
        Publication.Former former;
        Publication.Next next;
        try {
            former = publication.former();
            next = publication.next(former, config);
            publication.persist(former, next, config);
        } catch (IOException e) {
            throw new ProxyFault(false, "the proxy's configuration cannot be persisted: " + e.getMessage(), e);
        }
        try {
            publication.makeLive(next);
        } catch (Workers.Refusal refusal) {
            ProxyFault fault = new ProxyFault(true, "HAProxy refused the configuration: " + reason(), refusal);
            restore(former, fault);
            throw fault;
        } catch (IOException e) {
            throw new ProxyFault(false, "HAProxy does not answer in " + directory.path() + ": " + e.getMessage(), e);
        }
    }

    private void restore(Publication.Former former, ProxyFault fault) {
        try {
            publication.restore(former);
        } catch (IOException e) {
            fault.addSuppressed(e);
        }
    }

    /** HAProxy's own words. */
    private String reason() {
        try {
            String log = new String(directory.read(LOG).orElse(new byte[0]), StandardCharsets.UTF_8);
            List<String> alerts = log.lines()
                    .filter(l -> l.startsWith("[ALERT]"))
                    .map(l -> l.replaceFirst("^\\[ALERT\\]\\s*\\(\\d+\\) : ", ""))
                    .toList();
            return alerts.isEmpty() ? "its log says why" : String.join("; ", alerts);
        } catch (IOException e) {
            return "its log cannot be read: " + e.getMessage();
        }
    }

    @Override
    public synchronized Optional<ProxyConfig> served() {
        try {
            return publication.served();
        } catch (IOException e) {
            // Not answering is the answer, and files that are not ours cannot be what is served.
            return Optional.empty();
        }
    }

    @Override
    public boolean countsInFlight() {
        return true;
    }

    @Override
    public synchronized OptionalInt inFlight(Upstream upstream) {
        try {
            return OptionalInt.of(publication.inFlight(upstream));
        } catch (IOException e) {
            // It cannot be told; what waits for it has a limit of its own.
            return OptionalInt.empty();
        }
    }
}

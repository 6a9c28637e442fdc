package io.portolan.daemon;

import io.portolan.api.ApiServer;
import io.portolan.api.ApiSettings;
import io.portolan.docker.DockerRuntime;
import io.portolan.docker.LocalHostProbe;
import io.portolan.docker.LocalRouteProbe;
import io.portolan.engine.ChosenProxy;
import io.portolan.engine.EngineSettings;
import io.portolan.engine.ProxyOptions;
import io.portolan.engine.Server;
import io.portolan.engine.port.ContainerRuntime;
import io.portolan.engine.service.EngineAssembly;
import io.portolan.engine.store.Store;
import io.portolan.store.SqlStore;
import io.portolan.store.StoreFiles;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A running daemon: everything wired together, by constructors. */
final class Daemon implements AutoCloseable {
    private static final Duration RESYNC = Duration.ofSeconds(30);
    private static final Logger log = LoggerFactory.getLogger(Daemon.class);

    private final Store store;
    private final ContainerRuntime runtime;
    private final EngineAssembly engine;
    private final ApiServer api;
    private final CountDownLatch ended = new CountDownLatch(1);

    Daemon(DaemonOptions options, DataDirectory data) {
        this.store = SqlStore.open(StoreFiles.in(data.path()), Version.current());
        DockerRuntime docker =
                DockerRuntime.connect(options.docker(), store.identity().instance());
        this.runtime = docker;
        ChosenProxy proxy = Proxies.of(options, data, docker, store.identity().instance());
        Server server = new Server(
                "local", options.docker(), runtime, proxy, new LocalHostProbe(), new LocalRouteProbe(options.httpPort));
        this.engine = new EngineAssembly(
                settings(options),
                server,
                store,
                Clock.systemUTC(),
                new SecureRandom(),
                token -> AdminToken.accepts(store, token));
        this.api = new ApiServer(engine.platform(), new ApiSettings(options.apiHost, options.apiPort));
    }

    private static EngineSettings settings(DaemonOptions options) {
        return new EngineSettings(
                Version.current(),
                new ProxyOptions(options.httpPort, options.httpsPort, options.edges()),
                options.pools(),
                options.ports(),
                options.readyTimeout(),
                options.drainTimeout(),
                RESYNC);
    }

    void start(DataDirectory data, DaemonOptions options) {
        AdminToken.ensure(data, store);
        engine.start();
        api.start();
        data.writePrivate(
                data.clientFile(),
                "{\"url\":\"%s\",\"tokenFile\":\"%s\"}%n".formatted(options.url(), data.tokenFile()));
        log.info("Portolan {} answers at {}", Version.current(), options.url());
    }

    void awaitEnd() throws InterruptedException {
        ended.await();
    }

    @Override
    public void close() {
        api.stop();
        engine.close();
        runtime.close();
        store.close();
        ended.countDown();
    }
}

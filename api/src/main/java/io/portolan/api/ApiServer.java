package io.portolan.api;

import io.javalin.Javalin;
import io.javalin.compression.CompressionStrategy;
import io.javalin.config.JavalinConfig;
import io.javalin.http.HttpResponseException;
import io.portolan.api.http.BearerAuth;
import io.portolan.api.http.Problems;
import io.portolan.api.http.Routes;
import io.portolan.api.http.SecurityHeaders;
import io.portolan.api.http.ServerErrors;
import io.portolan.api.http.Streams;
import io.portolan.api.request.StackRequests;
import io.portolan.engine.service.Platform;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Executors;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.eclipse.jetty.util.thread.ThreadPool;

/** The REST API over HTTP. Starts answering with {@link #start} and ends all its streams with {@link #close}. */
public final class ApiServer implements AutoCloseable {
    private static final Duration FIRST_PULSE = Duration.ofSeconds(1);
    private static final Duration PULSE = Duration.ofSeconds(5);
    private static final int LEAST_THREADS = 4;
    private static final int MOST_THREADS = 8;

    private final Platform platform;
    private final ApiSettings settings;
    private final Streams streams;
    private final Javalin http;
    private List<Routes.Endpoint> endpoints = List.of();

    public ApiServer(Platform platform, ApiSettings settings) {
        this(platform, settings, InstantSource.system(), new Streams(FIRST_PULSE, PULSE));
    }

    ApiServer(Platform platform, ApiSettings settings, InstantSource clock, Streams streams) {
        this.platform = platform;
        this.settings = settings;
        this.streams = streams;
        this.http = Javalin.create(config -> configure(config, clock));
    }

    /** Listens. Throws {@code JavalinBindException} where the port is taken. */
    public void start() {
        http.start();
    }

    /** The port it listens on. */
    public int port() {
        return http.port();
    }

    /** Stops listening; requests under way are given a moment, streams are ended. */
    public void stop() {
        streams.close();
        http.stop();
    }

    @Override
    public void close() {
        stop();
    }

    /** Everything it answers to. */
    List<Routes.Endpoint> endpoints() {
        return endpoints;
    }

    private void configure(JavalinConfig config, InstantSource clock) {
        config.jetty.host = settings.host();
        config.jetty.port = settings.port();
        config.jetty.modifyServer(server -> server.setErrorHandler(ServerErrors::answer));
        config.jetty.modifyServletContextHandler(context -> context.setErrorHandler(ServerErrors::answer));
        config.jetty.threadPool = threads();
        config.startup.showJavalinBanner = false;
        config.startup.showOldJavalinVersionWarning = false;
        config.startup.startupWatcherEnabled = false;
        config.http.prefer405over404 = true;
        config.http.compressionStrategy = CompressionStrategy.NONE;
        config.http.maxRequestSize = Long.MAX_VALUE;
        config.router.javaLangErrorHandler(ServerErrors::answer);
        BearerAuth auth = new BearerAuth(platform.tokens());
        config.routes.before(SecurityHeaders::add);
        config.routes.before(auth::check);
        config.routes.exception(HttpResponseException.class, Problems::answer);
        config.routes.exception(Exception.class, Problems::answer);
        Routes routes = new Routes(config.routes, clock);
        register(routes);
        endpoints = routes.endpoints();
    }

    /** A few threads that accept and select; requests, which wait for engines and clients, run on virtual ones. */
    private static ThreadPool threads() {
        QueuedThreadPool threads = new QueuedThreadPool(MOST_THREADS, LEAST_THREADS);
        threads.setName("api");
        threads.setVirtualThreadsExecutor(Executors.newThreadPerTaskExecutor(
                Thread.ofVirtual().name("api-request-", 1).factory()));
        return threads;
    }

    private void register(Routes routes) {
        EnvironmentPath environments = new EnvironmentPath(platform.identity());
        StackRequests requests = new StackRequests(platform.stacks(), new SecureRandom());
        new HealthRoutes(platform.inventory()).register(routes);
        new StackRoutes(platform.stacks(), requests, environments, streams).register(routes);
        new StackStreamRoutes(platform.stacks(), environments, streams).register(routes);
        new DeploymentRoutes(platform.stacks(), environments, streams).register(routes);
        new DomainRoutes(platform.domains(), environments).register(routes);
        new ProxyRoutes(platform.proxies(), streams).register(routes);
        new LinkRoutes(platform.links(), environments).register(routes);
        new DestinationRoutes(platform.destinations()).register(routes);
        new InventoryRoutes(platform.inventory(), platform.domains()).register(routes);
    }
}

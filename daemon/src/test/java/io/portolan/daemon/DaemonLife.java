package io.portolan.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import io.portolan.engine.EngineSettings;
import io.portolan.engine.ProxyOptions;
import io.portolan.engine.service.EngineAssembly;
import io.portolan.engine.service.Platform;
import io.portolan.engine.service.Refused;
import io.portolan.engine.service.StackRequest;
import io.portolan.engine.service.WantedDomain;
import io.portolan.engine.service.WantedLink;
import io.portolan.engine.store.PlanRecord.RequestedDomain;
import io.portolan.engine.store.Store;
import io.portolan.engine.view.DeploymentView;
import io.portolan.engine.view.DomainView;
import io.portolan.engine.view.LinkView;
import io.portolan.engine.view.PlanView;
import io.portolan.model.Labels;
import io.portolan.model.Secret;
import io.portolan.model.route.Domain;
import io.portolan.model.route.Route;
import io.portolan.model.route.RouteOptions;
import io.portolan.model.runtime.AddressPools;
import io.portolan.model.runtime.Observed;
import io.portolan.model.runtime.ObservedContainer;
import io.portolan.model.stack.Bundle;
import io.portolan.model.stack.ContainerPort;
import io.portolan.model.stack.DeclaredVolume;
import io.portolan.model.stack.Hooks;
import io.portolan.model.stack.Hooks.Hook;
import io.portolan.model.stack.ImageRef;
import io.portolan.model.stack.LifecycleSpec;
import io.portolan.model.stack.Mount;
import io.portolan.model.stack.NetworkingSpec;
import io.portolan.model.stack.ProcessSpec;
import io.portolan.model.stack.Protocol;
import io.portolan.model.stack.RuntimeOptions;
import io.portolan.model.stack.ServiceSpec;
import io.portolan.model.stack.StackSpec;
import io.portolan.planner.PortPolicy;
import io.portolan.store.SqlStore;
import io.portolan.store.StoreFiles;
import io.portolan.testkit.FakeServer;
import io.portolan.testkit.FakeWorld;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** One life of a daemon, in a world that outlives it. */
final class DaemonLife implements AutoCloseable {
    private static final String BLOG = "blog";
    /** No two lives make the same ids. */
    private static final AtomicLong LIVES = new AtomicLong();

    final FakeServer server;
    private final Store store;
    private final EngineAssembly engine;

    DaemonLife(FakeWorld world, Path data) {
        this(world, data, Duration.ofMillis(50));
    }

    /** @param resync how often it looks though nothing told it to */
    DaemonLife(FakeWorld world, Path data, Duration resync) {
        this.server = new FakeServer(world);
        this.store = SqlStore.open(StoreFiles.in(data), "test");
        ProxyOptions proxy = new ProxyOptions(80, 443, List.of());
        EngineSettings settings = new EngineSettings(
                "test",
                proxy,
                AddressPools.parse("10.208.0.0/12"),
                PortPolicy.PUBLIC,
                Duration.ofSeconds(10),
                Duration.ofSeconds(10),
                resync);
        this.engine = new EngineAssembly(
                settings,
                server.server(),
                store,
                Clock.systemUTC(),
                new Random(LIVES.incrementAndGet()),
                token -> false);
        engine.start();
    }

    private Platform platform() {
        return engine.platform();
    }

    private String environment() {
        return store.identity().environment();
    }

    /** Until nothing is left to repair or to finish. */
    void settles() {
        eventually(() -> platform().inventory().ready()
                && store.stacks().stream().allMatch(s -> s.candidate().isEmpty())
                && platform().inventory().reconcile(true).drift().isEmpty());
    }

    void deploy(StackSpec stack) {
        deploy(BLOG, stack);
    }

    void deploy(String name, StackSpec stack) {
        DeploymentView ended = tryToDeploy(name, stack);
        assertThat(ended.state()).as(ended.toString()).isEqualTo("succeeded");
    }

    DeploymentView tryToDeploy(StackSpec stack) {
        return tryToDeploy(BLOG, stack);
    }

    DeploymentView tryToDeploy(String name, StackSpec stack) {
        PlanView plan = platform().stacks().plan(environment(), request(name, stack));
        assertThat(plan.diagnostics()).noneMatch(d -> d.isError());
        DeploymentView begun = deployed(name, plan.id(), stack);
        platform().stacks().follow(begun.id(), event -> {});
        return platform().stacks().deployment(begun.id());
    }

    /** Another domain for the only service of a stack. */
    DomainView addDomain(String stack, String host) {
        WantedDomain wanted =
                new WantedDomain(stack, "web", new Domain("http", host, "/"), Optional.empty(), RouteOptions.none());
        return platform().domains().add(environment(), wanted);
    }

    List<DomainView> domains() {
        return platform().domains().list();
    }

    /** Links the only service of one stack to the only one of another. */
    DeploymentView link(String consumer, String provider) {
        WantedLink link = new WantedLink(
                Optional.empty(),
                provider,
                Optional.empty(),
                Optional.of(new ContainerPort(5432, Protocol.TCP)),
                Optional.of("DATABASE"));
        PlanView plan = platform().links().plan(environment(), consumer, link);
        assertThat(plan.diagnostics()).noneMatch(d -> d.isError());
        DeploymentView begun = platform().stacks().deploy(environment(), plan.id());
        platform().stacks().follow(begun.id(), event -> {});
        return platform().stacks().deployment(begun.id());
    }

    /** Removes all links. */
    void unlink() {
        links().forEach(l -> platform().links().remove(environment(), l.id()));
    }

    List<LinkView> links() {
        return platform().links().list(environment());
    }

    /** The reconciler may have been at work between the plan and now: then plan once more. */
    private DeploymentView deployed(String name, String plan, StackSpec stack) {
        try {
            return platform().stacks().deploy(environment(), plan);
        } catch (Refused stale) {
            settles();
            String again = platform()
                    .stacks()
                    .plan(environment(), request(name, stack))
                    .id();
            return platform().stacks().deploy(environment(), again);
        }
    }

    private static StackRequest request(String name, StackSpec stack) {
        return new StackRequest(
                name,
                Optional.empty(),
                Bundle.of("compose.yaml", "services: {}".getBytes(StandardCharsets.UTF_8)),
                Map.of(),
                Map.of(),
                Optional.of(stack),
                List.of(new RequestedDomain("web", new Domain("http", name + ".test", "/"), OptionalInt.empty())),
                List.of(),
                List.of(),
                List.of());
    }

    /** What the container that the proxy sends visitors to says; "" if there is no route or no such container. */
    String greeting() {
        return greeting(BLOG);
    }

    /** The same of another stack. */
    String greeting(String name) {
        return server.observed().served().stream()
                .flatMap(c -> c.routes().stream())
                .filter(r -> r.domain().host().equals(name + ".test"))
                .flatMap(r -> r.upstreams().stream())
                .flatMap(u -> server.observed().container(u.host()).stream())
                .filter(c -> c.state().running())
                .map(c -> c.labels().getOrDefault("greeting", "?"))
                .findFirst()
                .orElse("");
    }

    /** Waits until visitors are sent to a running container that says so; asks for nothing. */
    void serves(String greeting) {
        eventually(() -> greeting().equals(greeting));
    }

    /** The container that visitors are sent to ends by itself. */
    void endsWith(int exitCode) {
        String serving = serving();
        server.disturb(world -> world.exit(serving, exitCode));
    }

    /** The engine name of the container that visitors are sent to. */
    String serving() {
        return server.observed()
                .served()
                .orElseThrow()
                .routes()
                .getFirst()
                .upstreams()
                .getFirst()
                .host();
    }

    /** What the active revision says, and that nothing else of the stack is left. */
    String active() {
        List<ObservedContainer> apps = server.observed().containers().stream()
                .filter(c -> c.label(Labels.ROLE).orElse("").equals("app"))
                .toList();
        assertThat(apps).hasSize(1);
        return apps.getFirst().labels().getOrDefault("greeting", "?");
    }

    /** What every container of the stacks says that runs, and is led to. */
    List<String> greetings() {
        Observed now = server.observed();
        List<String> led = now.served().stream()
                .flatMap(c -> c.routes().stream())
                .flatMap(r -> r.upstreams().stream())
                .map(Route.Upstream::host)
                .toList();
        List<ObservedContainer> apps = now.containers().stream()
                .filter(c -> c.label(Labels.ROLE).orElse("").equals("app"))
                .toList();
        assertThat(led)
                .containsExactlyInAnyOrderElementsOf(
                        apps.stream().map(ObservedContainer::name).toList());
        assertThat(apps).allMatch(c -> c.state().running());
        return apps.stream().map(c -> c.labels().getOrDefault("greeting", "?")).toList();
    }

    static void eventually(BooleanSupplier condition) {
        long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("it settles").isLessThan(deadline);
            LockSupport.parkNanos(Duration.ofMillis(1).toNanos());
        }
    }

    @Override
    public void close() {
        engine.close();
        store.close();
    }

    /** A service that tells apart what it was made from; with a volume it cannot run beside its successor. */
    static StackSpec stack(String greeting, boolean exclusive) {
        return stack(greeting, exclusive, LifecycleSpec.simple());
    }

    /** A service that runs a command when it has started. */
    static StackSpec withFirstCommand(String greeting) {
        LifecycleSpec simple = LifecycleSpec.simple();
        Hook hook = new Hook(List.of(new Secret("migrate")), "", false, "", Map.of());
        return stack(
                greeting,
                false,
                new LifecycleSpec(
                        simple.restart(),
                        simple.dependsOn(),
                        simple.healthcheck(),
                        simple.stopSignal(),
                        simple.stopGracePeriod(),
                        simple.replicas(),
                        simple.oneShot(),
                        new Hooks(List.of(hook), List.of())));
    }

    /** A service of several containers. */
    static StackSpec replicas(String greeting, int replicas) {
        LifecycleSpec simple = LifecycleSpec.simple();
        return stack(
                greeting,
                false,
                new LifecycleSpec(
                        simple.restart(),
                        simple.dependsOn(),
                        simple.healthcheck(),
                        simple.stopSignal(),
                        simple.stopGracePeriod(),
                        replicas,
                        simple.oneShot(),
                        simple.hooks()));
    }

    /** The same service beside another of that name, which nobody visits. */
    static StackSpec withSibling(String greeting, String sibling) {
        ServiceSpec web = service("web", greeting, false, LifecycleSpec.simple());
        ServiceSpec other = service(sibling, greeting, false, LifecycleSpec.simple());
        return new StackSpec(List.of(other, web), List.of(), List.of(), List.of());
    }

    private static StackSpec stack(String greeting, boolean exclusive, LifecycleSpec lifecycle) {
        List<DeclaredVolume> volumes =
                exclusive ? List.of(new DeclaredVolume("data", "", false, "", Map.of(), Map.of())) : List.of();
        return new StackSpec(List.of(service("web", greeting, exclusive, lifecycle)), List.of(), volumes, List.of());
    }

    private static ServiceSpec service(String name, String greeting, boolean exclusive, LifecycleSpec lifecycle) {
        return new ServiceSpec(
                name,
                new ImageRef("web:1", ImageRef.PullPolicy.MISSING),
                new ProcessSpec(
                        Optional.empty(),
                        Optional.empty(),
                        Map.of("GREETING", new Secret(greeting)),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        false,
                        false),
                exclusive ? List.of(new Mount.Volume("data", "/data", false, false)) : List.of(),
                new NetworkingSpec(
                        Optional.empty(),
                        Optional.empty(),
                        List.of(new ContainerPort(8080, Protocol.TCP)),
                        List.of(),
                        List.of(),
                        List.of()),
                lifecycle,
                RuntimeOptions.defaults(),
                Map.of("greeting", greeting));
    }
}

package io.portolan.daemon;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import io.portolan.caddy.CaddyProxy;
import io.portolan.docker.DockerRuntime;
import io.portolan.engine.port.ContainerLoopback;
import io.portolan.engine.port.HttpProxy;
import io.portolan.engine.port.ProxyFault;
import io.portolan.haproxy.HaproxyProxy;
import io.portolan.model.route.Domain;
import io.portolan.model.route.ProxyConfig;
import io.portolan.model.route.Route;
import io.portolan.model.route.Route.Upstream;
import io.portolan.testkit.proxy.Docker;
import io.portolan.testkit.proxy.ProxySubject;
import io.portolan.traefik.TraefikProxy;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.slf4j.LoggerFactory;

/**
 * How long it takes from the change of one route until the proxy answers it rightly, with many routes there already, beside the same
 * change without Portolan. Prints one JSON line for each figure and asserts nothing; {@code bench/route-change} runs it.
 */
final class RouteChangeBenchmark {
    private static final int SERVICES = 10;
    private static final int WARM_UP = 10;
    private static final Duration LONGEST = Duration.ofSeconds(60);
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private final String kind;
    private final HttpProxy proxy;
    private final Path directory;
    private final RouteChangeScene scene;

    private RouteChangeBenchmark(String kind, HttpProxy proxy, Path directory, RouteChangeScene scene) {
        this.kind = kind;
        this.proxy = proxy;
        this.directory = directory;
        this.scene = scene;
    }

    /** {@code KIND ROUNDS SIZE…} */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        // What the engine's client tells for its developers would be measured as well.
        ((Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME)).setLevel(Level.WARN);
        String kind = arguments[0];
        int rounds = Integer.parseInt(arguments[1]);
        Path directory = Files.createTempDirectory("route-change");
        HttpProxy proxy = of(kind, directory);
        if (!Docker.has(proxy.defaultImage())) {
            System.err.println(kind + ": skipped, no image " + proxy.defaultImage());
            return;
        }
        try (RouteChangeScene scene = RouteChangeScene.of(proxy, SERVICES)) {
            RouteChangeBenchmark benchmark = new RouteChangeBenchmark(kind, proxy, directory, scene);
            benchmark.awaitProxy();
            for (String size : Arrays.asList(arguments).subList(2, arguments.length)) {
                benchmark.run(Integer.parseInt(size), rounds);
            }
        } finally {
            remove(directory);
        }
    }

    private static HttpProxy of(String kind, Path directory) {
        return switch (kind) {
            case "caddy" -> new CaddyProxy(directory, ProxySubject.CONTROL_TARGET, 80, 443, loopback(directory));
            case "haproxy" -> new HaproxyProxy(directory, ProxySubject.CONTROL_TARGET, 80, 443);
            case "traefik" -> new TraefikProxy(directory, ProxySubject.CONTROL_TARGET, loopback(directory));
            default -> throw new IllegalArgumentException("no kind of proxy is called " + kind);
        };
    }

    private static ContainerLoopback loopback(Path directory) {
        String endpoint = Objects.requireNonNull(System.getenv(Docker.ENDPOINT));
        return DockerRuntime.connect(endpoint, "bench").loopback(() -> {
            String ids = Docker.run("ps", "--quiet", "--no-trunc", "--filter", "volume=" + directory);
            return ids.lines().findFirst();
        });
    }

    private void awaitProxy() throws InterruptedException {
        long end = System.nanoTime() + LONGEST.toNanos();
        while (true) {
            try {
                proxy.apply(ProxyConfig.empty());
                return;
            } catch (ProxyFault notYet) {
                if (System.nanoTime() > end) {
                    throw notYet;
                }
                Thread.sleep(100);
            }
        }
    }

    private void run(int size, int rounds) throws IOException {
        ProxyConfig before = routes(size);
        proxy.apply(before);
        scene.awaitAnswer(host(size - 1));
        int warmUp = Math.min(WARM_UP, rounds);
        List<Double> whole = new ArrayList<>();
        List<Double> own = new ArrayList<>();
        long end = System.nanoTime() + LONGEST.toNanos();
        for (int i = 0; i < warmUp + rounds && (whole.isEmpty() || System.nanoTime() < end); i++) {
            ProxyConfig with = before.with(plus(before.routes(), route(fresh(i), i)));
            long cpu = THREADS.getCurrentThreadCpuTime();
            long begin = System.nanoTime();
            proxy.apply(with);
            long spent = THREADS.getCurrentThreadCpuTime() - cpu;
            scene.awaitAnswer(fresh(i));
            if (i >= warmUp) {
                whole.add((System.nanoTime() - begin) / 1e6);
                own.add(spent / 1e6);
            }
            proxy.apply(before);
        }
        RouteChangeFloor floor = new RouteChangeFloor(kind, directory, scene);
        ProxyConfig with = before.with(plus(before.routes(), route(RouteChangeFloor.HOST, 0)));
        List<Double> bare = floor.times(proxy, before, with, rounds);
        String name = kind + ", " + String.format(Locale.ROOT, "%,d", size) + " routes, ";
        print(name + "one more until its first right answer", whole, vs(floor.name(), whole, bare));
        print(name + "of it processor time of the adapter", own, "");
        print(name + floor.name(), bare, "");
    }

    private static String fresh(int i) {
        return "fresh" + i + ".localhost";
    }

    private static String host(int i) {
        return "r" + i + ".localhost";
    }

    private ProxyConfig routes(int size) {
        List<Route> routes = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            routes.add(route(host(i), i));
        }
        return new ProxyConfig(routes);
    }

    private Route route(String host, int i) {
        Upstream upstream = new Upstream(scene.service(i % SERVICES), 80);
        return new Route(new Domain("http", host, "/"), "bench/web", List.of(upstream));
    }

    private static List<Route> plus(List<Route> routes, Route route) {
        List<Route> all = new ArrayList<>(routes);
        all.add(route);
        return all;
    }

    private static String vs(String floor, List<Double> whole, List<Double> bare) {
        return String.format(
                Locale.ROOT, "{\"case\":\"%s\",\"ratio\":%.1f}", floor, percentile(whole, 50) / percentile(bare, 50));
    }

    private static void print(String name, List<Double> times, String vs) {
        for (int percentile : new int[] {50, 90}) {
            System.out.printf(
                    Locale.ROOT,
                    "{\"bench\":\"route-change\",\"case\":\"%s, p%d\",\"value\":%.2f,\"unit\":\"ms\",\"vs\":%s}%n",
                    name,
                    percentile,
                    percentile(times, percentile),
                    percentile == 50 && !vs.isEmpty() ? vs : "null");
        }
    }

    private static double percentile(List<Double> times, int percentile) {
        List<Double> sorted = times.stream().sorted().toList();
        return sorted.get(Math.min(sorted.size() - 1, sorted.size() * percentile / 100));
    }

    private static void remove(Path directory) throws IOException {
        try (var files = Files.walk(directory)) {
            for (Path path : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        }
    }
}

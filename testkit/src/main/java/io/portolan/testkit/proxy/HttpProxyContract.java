package io.portolan.testkit.proxy;

import static io.portolan.testkit.proxy.Configurations.route;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.portolan.engine.port.HttpProxy;
import io.portolan.engine.port.ProxyFault;
import io.portolan.model.route.ProxyConfig;
import io.portolan.model.route.Route;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/**
 * What every HTTP proxy does for Portolan, shown with the real one in a container of a real engine.
 * Those that extend it say which engine they need, see {@link Docker#NO_ENGINE}: a condition is not inherited.
 */
@Tag("engine")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class HttpProxyContract {
    protected static final String CONTROL_TARGET = "/run/portolan";

    private ProxyWorld world;
    private HttpProxy proxy;
    private Path control;
    private String first;
    private String second;

    protected abstract HttpProxy proxy(Path controlDirectory);

    /** Writes to the same proxy what it cannot take. */
    protected abstract HttpProxy refusedBy(Path controlDirectory);

    @BeforeAll
    void start(@TempDir(cleanup = CleanupMode.ALWAYS) Path temporary) throws Exception {
        control = temporary.resolve("control");
        proxy = proxy(control);
        proxy.prepare();
        world = new ProxyWorld();
        first = world.application("first");
        second = world.application("second");
        world.startProxy(proxy);
        awaitAnswering();
        proxy.apply(config(route("http://first.test", first), route("http://second.test", second)));
        await("the applications answer", () -> isServed("first.test") && isServed("second.test"));
    }

    @AfterAll
    void removeEverything() {
        if (world != null) {
            world.close();
        }
    }

    @Test
    void leadsAHostToItsService() throws IOException {
        proxy.apply(config(route("http://one.test", first), route("http://two.test", second)));

        assertThat(get("one.test", "/a?b=c").greeting()).isEqualTo("first");
        assertThat(get("one.test", "/a?b=c").body()).contains("\"path\": \"/a?b=c\"");
        assertThat(get("TWO.test:80", "/").greeting()).isEqualTo("second");
    }

    @Test
    void leadsAPathPrefixToItsService() throws IOException {
        proxy.apply(config(route("http://one.test", first), route("http://one.test/shop", second)));

        assertThat(get("one.test", "/shop").greeting()).isEqualTo("second");
        assertThat(get("one.test", "/shop/cart").greeting()).isEqualTo("second");
        assertThat(get("one.test", "/shopping").greeting()).isEqualTo("first");
        assertThat(get("one.test", "/").greeting()).isEqualTo("first");
    }

    @Test
    void leadsAWildcardToItsServiceUnlessAHostIsNamed() throws IOException {
        proxy.apply(config(route("http://*.one.test", first), route("http://named.one.test", second)));

        assertThat(get("any.one.test", "/").greeting()).isEqualTo("first");
        assertThat(get("named.one.test", "/").greeting()).isEqualTo("second");
        assertThat(get("one.test", "/").status()).isEqualTo(404);
    }

    @Test
    void spreadsRequestsOverAllContainers() throws IOException {
        proxy.apply(config(route("http://one.test", first, second)));

        Set<String> answered = new HashSet<>();
        for (int i = 0; i < 10; i++) {
            answered.add(get("one.test", "/").greeting());
        }

        assertThat(answered).containsExactlyInAnyOrder("first", "second");
    }

    @Test
    void losesNothingWhenOneOfSeveralContainersIsGone() throws IOException {
        String third = world.application("third");
        proxy.apply(config(route("http://one.test", first, third)));
        world.killApplication(third);

        for (int i = 0; i < 10; i++) {
            assertThat(get("one.test", "/").status()).isEqualTo(200);
        }
    }

    @Test
    void explainsThatAHostHasNoRoute() throws IOException {
        proxy.apply(config(route("http://one.test", first)));

        Visitor.Answer answer = get("unknown.test", "/");

        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.header("X-Portolan")).isEqualTo("no-route");
        assertThat(answer.header("Content-Type")).startsWith("text/html");
        assertThat(answer.body()).contains("No route is configured", "unknown.test");
    }

    @Test
    void explainsThatTheContainerDoesNotAnswer() throws IOException {
        proxy.apply(config(route("http://one.test", world.nobody())));

        Visitor.Answer answer = get("one.test", "/");

        assertThat(answer.status()).isEqualTo(502);
        assertThat(answer.header("X-Portolan")).isEqualTo("upstream-error");
        assertThat(answer.body()).contains("did not answer").doesNotContain("nobody");
    }

    @Test
    void explainsThatNothingRuns() throws IOException {
        proxy.apply(config(route("http://one.test")));

        Visitor.Answer answer = get("one.test", "/");

        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.header("X-Portolan")).isEqualTo("upstream-error");
        assertThat(answer.body()).contains("Nothing is running here");
    }

    @Test
    void leavesTheAnswersOfApplicationsAsTheyAre() throws IOException {
        proxy.apply(config(route("http://one.test", first)));

        for (int status : List.of(404, 500, 502, 503)) {
            Visitor.Answer answer = get("one.test", "/status?code=" + status);
            assertThat(answer.status()).isEqualTo(status);
            assertThat(answer.greeting()).isEqualTo("first");
            assertThat(answer.header("X-Portolan")).isEmpty();
        }
    }

    @Test
    void letsNoApplicationSpeakInTheProxysName() throws IOException {
        String liar = world.application(
                "liar", "caddy:2", "caddy", "respond", "--listen", ":8080", "--header", "X-Portolan: no-route", "lie");
        proxy.apply(config(route("http://one.test", liar)));
        await("the application answers", () -> isServed("one.test"));

        Visitor.Answer answer = get("one.test", "/");

        assertThat(answer.body()).isEqualTo("lie");
        assertThat(answer.header("X-Portolan")).isEmpty();
    }

    @Test
    void tellsTheApplicationWhoAskedAndBelievesNoVisitor() throws IOException {
        proxy.apply(config(route("http://one.test", first)));

        try (Visitor.Stream stream =
                visitor().open("one.test", "/", "X-Forwarded-For: 6.6.6.6", "X-Forwarded-Host: evil.test")) {
            String body = stream.line();
            assertThat(body).contains("\"X-Forwarded-Host\": \"one.test\"", "\"X-Forwarded-Proto\": \"http\"");
            assertThat(body).contains("X-Forwarded-For").doesNotContain("6.6.6.6");
        }
    }

    @Test
    void isLiveWhenApplyReturns() throws IOException {
        for (int i = 0; i < 20; i++) {
            proxy.apply(config(route("http://one.test", i % 2 == 0 ? first : second)));
            assertThat(get("one.test", "/").greeting()).isEqualTo(i % 2 == 0 ? "first" : "second");
        }
    }

    @Test
    void tellsWhatItServes() {
        ProxyConfig config = config(
                route("http://*.one.test"), route("http://one.test/a", first), route("https://two.test", second));

        proxy.apply(config);

        assertThat(proxy.served()).contains(config);
    }

    @Test
    void passesUpgradesThrough() throws IOException {
        proxy.apply(config(route("http://one.test", first)));

        try (Visitor.Stream stream = visitor()
                .open(
                        "one.test",
                        "/ws",
                        "Connection: Upgrade",
                        "Upgrade: websocket",
                        "Sec-WebSocket-Version: 13",
                        "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==")) {
            assertThat(stream.status()).isEqualTo(101);
        }
    }

    @Test
    void cutsNoEventStreamOfAnotherRoute() throws IOException {
        proxy.apply(config(route("http://one.test", first)));
        try (Visitor.Stream events = visitor().open("one.test", "/sse")) {
            String before = nextEvent(events);

            for (int i = 0; i < 5; i++) {
                proxy.apply(config(route("http://one.test", first), route("http://new" + i + ".test", second)));
                nextEvent(events);
            }
            // Longer than any grace period that a change may start.
            Instant end = Instant.now().plusSeconds(12);
            String last = before;
            while (Instant.now().isBefore(end)) {
                last = nextEvent(events);
            }

            assertThat(number(last)).isGreaterThan(number(before) + 50);
        }
    }

    @Test
    void turnsNoVisitorAwayWhileRoutesChange() throws Exception {
        assumeThat(ProxyWorld.kernelHandsOver())
                .as("a kernel that hands waiting connections over")
                .isTrue();
        proxy.apply(config(route("http://one.test", first)));
        int port = world.port();
        AtomicBoolean leaving = new AtomicBoolean();
        List<String> failures = new CopyOnWriteArrayList<>();
        AtomicInteger served = new AtomicInteger();
        List<Thread> visitors = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            visitors.add(Thread.startVirtualThread(() -> {
                while (!leaving.get()) {
                    try {
                        assertThat(new Visitor(port).get("one.test", "/").status())
                                .isEqualTo(200);
                        served.incrementAndGet();
                    } catch (IOException | AssertionError e) {
                        failures.add(e.toString());
                    }
                }
            }));
        }

        for (int i = 0; i < 60; i++) {
            int before = served.get();
            proxy.apply(config(route("http://one.test", first), route("http://new" + i + ".test", second)));
            await("visitors come", () -> served.get() > before + 10 || !failures.isEmpty());
        }
        leaving.set(true);
        for (Thread visitor : visitors) {
            visitor.join();
        }

        assertThat(failures).isEmpty();
    }

    @Test
    void keepsWhatItServesWhenItRefusesAChange() throws IOException {
        ProxyConfig good = config(route("http://one.test", first));
        proxy.apply(good);

        ProxyFault fault = catchThrowableOfType(
                ProxyFault.class, () -> refusedBy(control).apply(config(route("http://two.test", second))));

        assertThat(fault.refused()).isTrue();
        assertThat(get("one.test", "/").greeting()).isEqualTo("first");
        assertThat(proxy.served()).contains(good);
        world.stopProxy();
        world.startProxyAgain();
        awaitAnswering();
        assertThat(get("one.test", "/").greeting()).isEqualTo("first");
    }

    @Test
    void servesTheSameAfterARestart() throws IOException {
        ProxyConfig config = config(route("http://one.test", first));
        proxy.apply(config);

        world.stopProxy();
        world.startProxyAgain();
        awaitAnswering();

        assertThat(get("one.test", "/").greeting()).isEqualTo("first");
        assertThat(proxy.served()).contains(config);
    }

    @Test
    void servesTheSameAfterItWasKilledAndTakesChangesAgain() throws IOException {
        proxy.apply(config(route("http://one.test", first)));

        world.killProxy();
        world.startProxyAgain();
        awaitAnswering();

        assertThat(get("one.test", "/").greeting()).isEqualTo("first");
        proxy.apply(config(route("http://one.test", second)));
        assertThat(get("one.test", "/").greeting()).isEqualTo("second");
    }

    @Test
    void startsWithWhatWasWantedWhileItWasDown() throws IOException {
        proxy.apply(config(route("http://one.test", first)));
        world.stopProxy();

        ProxyFault fault =
                catchThrowableOfType(ProxyFault.class, () -> proxy.apply(config(route("http://one.test", second))));
        assertThat(fault.refused()).isFalse();
        assertThat(proxy.served()).isEmpty();

        world.startProxyAgain();
        awaitAnswering();
        assertThat(get("one.test", "/").greeting()).isEqualTo("second");
    }

    @Test
    void stopsInTimeThoughAStreamIsOpen() throws IOException {
        proxy.apply(config(route("http://one.test", first)));
        try (Visitor.Stream events = visitor().open("one.test", "/sse")) {
            nextEvent(events);

            world.stopProxy();

            assertThat(world.exitCodeOfProxy()).as("137 is a kill").isZero();
        } finally {
            world.startProxyAgain();
            awaitAnswering();
        }
    }

    private static ProxyConfig config(Route... routes) {
        return new ProxyConfig(List.of(routes));
    }

    private Visitor visitor() {
        return new Visitor(world.port());
    }

    private Visitor.Answer get(String host, String path) throws IOException {
        return visitor().get(host, path);
    }

    private static String nextEvent(Visitor.Stream events) throws IOException {
        String line = events.line();
        while (!line.startsWith("id: ")) {
            line = events.line();
        }
        return line;
    }

    private static int number(String event) {
        return Integer.parseInt(event.substring("id: ".length()));
    }

    private void awaitAnswering() {
        await("the proxy answers", () -> proxy.served().isPresent());
    }

    private boolean isServed(String host) {
        try {
            return get(host, "/").status() == 200;
        } catch (IOException e) {
            return false;
        }
    }

    private static void await(String what, BooleanSupplier condition) {
        Instant end = Instant.now().plus(Duration.ofSeconds(20));
        while (!condition.getAsBoolean()) {
            assertThat(Instant.now()).as(what).isBefore(end);
            LockSupport.parkNanos(20_000_000);
        }
    }
}

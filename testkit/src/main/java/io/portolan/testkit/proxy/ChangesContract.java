package io.portolan.testkit.proxy;

import static io.portolan.testkit.proxy.Configurations.config;
import static io.portolan.testkit.proxy.Configurations.route;
import static io.portolan.testkit.proxy.Configurations.upstream;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.portolan.engine.port.ProxyFault;
import io.portolan.model.route.ProxyConfig;
import io.portolan.model.route.ProxyLimit;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** What a change of routes does, and what it leaves alone. */
public abstract class ChangesContract extends ProxyContract {
    protected ChangesContract(ProxySubject subject) {
        super(subject);
    }

    @Test
    void isLiveWhenApplyReturns() throws IOException {
        for (int i = 0; i < 50; i++) {
            serve(route("http://one.test", i % 2 == 0 ? first : second));
            assertThat(get("one.test", "/").greeting()).isEqualTo(i % 2 == 0 ? "first" : "second");
        }
    }

    @Test
    void tellsWhatItServes() {
        ProxyConfig config =
                config(route("http://*.one.test"), route("http://one.test/a", first), route("http://two.test", second));

        proxy.apply(config);

        assertThat(proxy.served()).contains(config);
    }

    @Test
    void takesTheSameAgain() throws IOException {
        serve(route("http://one.test", first));
        serve(route("http://one.test", first));

        assertThat(get("one.test", "/").greeting()).isEqualTo("first");
    }

    @Test
    void cutsNoEventStreamOfAnotherRoute() throws IOException {
        serve(route("http://one.test", first));
        try (Exchange events = visitor().open("one.test", "/sse")) {
            int before = events.event();

            for (int i = 0; i < 10; i++) {
                serve(route("http://one.test", first), route("http://new" + i + ".test", second));
                events.event();
            }
            // Longer than any grace period that a change may start.
            Instant end = Instant.now().plusSeconds(12);
            int last = before;
            while (Instant.now().isBefore(end)) {
                last = events.event();
            }

            assertThat(last).isGreaterThan(before + 50);
        }
    }

    @Test
    void cutsNoWebSocketOfAnotherRoute() throws IOException {
        needs(ProxyLimit.CHANGES_END_UPGRADES);
        serve(route("http://one.test", first));
        try (WebSocket socket = new WebSocket(visitor(), "one.test")) {
            for (int i = 0; i < 10; i++) {
                serve(route("http://one.test", first), route("http://new" + i + ".test", second));
                assertThat(socket.echo("change " + i)).isEqualTo("change " + i);
            }
            Instant end = Instant.now().plusSeconds(8);
            while (Instant.now().isBefore(end)) {
                assertThat(socket.echo("later")).isEqualTo("later");
            }
        }
    }

    @Test
    void completesARequestThatIsUnderWay() throws Exception {
        serve(route("http://one.test", first));
        try (Exchange slow = visitor().open("one.test", "/slow?ms=5000", "Connection: close")) {
            CompletableFuture<Answer> answer = CompletableFuture.supplyAsync(
                    () -> {
                        try {
                            return slow.answer();
                        } catch (IOException e) {
                            throw new IllegalStateException("the request was cut off", e);
                        }
                    },
                    Thread::startVirtualThread);
            for (int i = 0; i < 5; i++) {
                serve(route("http://one.test", second), route("http://new" + i + ".test", second));
                assertThat(get("one.test", "/").greeting()).isEqualTo("second");
            }

            assertThat(answer.get().greeting()).isEqualTo("first");
        }
    }

    @Test
    void countsWhatIsOpenAlsoAfterTheContainerHasLeft() throws IOException {
        assumeThat(proxy.countsInFlight())
                .as("%s counts what is in flight", proxy.kind())
                .isTrue();
        serve(route("http://one.test", first), route("http://two.test", second));
        assertThat(proxy.inFlight(upstream(first))).hasValue(0);
        List<Exchange> open = new ArrayList<>();
        try {
            for (int i = 0; i < 3; i++) {
                Exchange events = visitor().open("one.test", "/sse");
                open.add(events);
                events.event();
            }
            assertThat(proxy.inFlight(upstream(first))).hasValue(3);
            assertThat(proxy.inFlight(upstream(second))).hasValue(0);

            serve(route("http://two.test", second));
            assertThat(proxy.inFlight(upstream(first))).hasValue(3);
        } finally {
            for (Exchange events : open) {
                events.close();
            }
        }
        await("nothing is in flight", () -> proxy.inFlight(upstream(first)).equals(OptionalInt.of(0)));
    }

    @Test
    void turnsNoVisitorAwayWhileRoutesChange() throws Exception {
        needs(ProxyLimit.CHANGES_RESET_CONNECTIONS);
        assumeThat(ProxyWorld.kernelHandsOver())
                .as("a kernel that hands waiting connections over")
                .isTrue();
        serve(route("http://one.test", first));
        AtomicBoolean leaving = new AtomicBoolean();
        List<String> failures = new CopyOnWriteArrayList<>();
        AtomicInteger served = new AtomicInteger();
        List<Thread> visitors = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            visitors.add(Thread.startVirtualThread(() -> {
                while (!leaving.get()) {
                    try {
                        assertThat(get("one.test", "/").status()).isEqualTo(200);
                        served.incrementAndGet();
                    } catch (IOException | AssertionError e) {
                        failures.add(e.toString());
                    }
                }
            }));
        }

        for (int i = 0; i < 60; i++) {
            int before = served.get();
            serve(route("http://one.test", first), route("http://new" + i + ".test", second));
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
        serve(good);

        assertRefused(() -> refusing().apply(config(route("http://two.test", second))));

        assertThat(get("one.test", "/").greeting()).isEqualTo("first");
        assertThat(proxy.served()).contains(good);
        world.stopProxy();
        world.startProxyAgain();
        awaitAnswering();
        assertThat(get("one.test", "/").greeting()).isEqualTo("first");
        serve(route("http://one.test", second));
        assertThat(get("one.test", "/").greeting()).isEqualTo("second");
    }

    static void assertRefused(ThrowingCallable change) {
        ProxyFault fault = catchThrowableOfType(ProxyFault.class, change);
        assertThat(fault).as("a fault").isNotNull();
        assertThat(fault.refused()).as(fault.getMessage()).isTrue();
    }
}

package io.portolan.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.portolan.testkit.load.Count;
import io.portolan.testkit.load.Kind;
import io.portolan.testkit.load.Load;
import io.portolan.testkit.load.Share;
import io.portolan.testkit.load.Site;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A site is deployed several times while it is under load of every kind, from visitors and from a sibling, and nobody notices. What
 * {@code bench/rolling-deploy} counts in a hundred thousand requests, in some thousands.
 */
@Tag("engine")
class ZeroLossTest {
    private static final String HOST = "shop.localhost";
    private static final int DEPLOYS = 3;
    private static final int DRAIN_SECONDS = 3;

    private Path file = Path.of("");

    @ParameterizedTest(name = "{0}")
    @CsvSource({"caddy, caddy:2", "haproxy, haproxy:lts", "traefik, traefik:v3"})
    void rollingDeploysLoseNoRequest(String proxy, String image, @TempDir Path folder) {
        file = folder.resolve("shop.yaml");
        Lab.endpoint();
        Assumptions.assumeTrue(Shell.docker("pull", image).exit() == 0, "no engine or registry has " + image);
        try (Portolan portolan = Portolan.prepared()) {
            portolan.upAgain("--proxy", proxy, "--drain-timeout", String.valueOf(DRAIN_SECONDS))
                    .ok();
            portolan.deploy(greeting("0"), "shop", "--domain", "web=http://" + HOST)
                    .ok();
            Map<Kind, Count> counts = underLoad(portolan, load(proxy), () -> {
                for (int i = 1; i <= DEPLOYS; i++) {
                    String old = portolan.container("shop", "web");
                    portolan.deploy(greeting(String.valueOf(i)), "shop").ok();
                    assertThat(portolan.container("shop", "web")).isNotEqualTo(old);
                }
            });

            assertThat(portolan.answer(HOST, "/").get("greeting").asText()).isEqualTo(String.valueOf(DEPLOYS));
            nothingIsLost(counts, forgiven(proxy));
            streamsLastUntilTheApplicationEndsThem(counts, limits(portolan));
        }
    }

    private Map<Kind, Count> underLoad(Portolan portolan, List<Share> shares, Runnable deploys) {
        try (Load load =
                Load.on(Site.onLoopback(portolan.httpPort(), HOST), shares, 1_000_000, Duration.ofMinutes(10))) {
            allAreServed(load, 10);
            deploys.run();
            allAreServed(load, 10);
            return load.end();
        }
    }

    /** From now on, each kind of request so many times. */
    private static void allAreServed(Load load, long times) {
        Map<Kind, Count> before = load.counts();
        Portolan.eventually(
                "every kind of visitor is served", Duration.ofSeconds(20), () -> load.counts().entrySet().stream()
                        .filter(e -> !isStream(e.getKey()))
                        .allMatch(e -> e.getValue().right()
                                >= Objects.requireNonNull(before.get(e.getKey()))
                                                .right()
                                        + times));
    }

    private static boolean isStream(Kind kind) {
        return kind == Kind.EVENTS || kind == Kind.WEBSOCKET;
    }

    private static List<Share> load(String proxy) {
        List<Share> shares = new ArrayList<>(List.of(
                new Share(Kind.KEPT, 4, Duration.ofMillis(20)),
                new Share(Kind.NEW, 4, Duration.ofMillis(20)),
                new Share(Kind.UPLOAD_KEPT, 1, Duration.ofMillis(100)),
                new Share(Kind.UPLOAD_NEW, 1, Duration.ofMillis(100)),
                new Share(Kind.EVENTS, 2, Duration.ofMillis(20)),
                new Share(Kind.WEBSOCKET, 2, Duration.ofMillis(20))));
        // Caddy speaks HTTP/2 over TLS only.
        if (!proxy.equals("caddy")) {
            shares.add(new Share(Kind.HTTP2, 1, Duration.ofMillis(50)));
        }
        return shares;
    }

    /** Who takes a new configuration by a reload may end a kept connection, and an upload must not be repeated by its client. */
    private static Set<Kind> forgiven(String proxy) {
        return proxy.equals("haproxy") ? EnumSet.noneOf(Kind.class) : EnumSet.of(Kind.UPLOAD_KEPT);
    }

    private static List<String> limits(Portolan portolan) {
        List<String> limits = new ArrayList<>();
        portolan.run("proxy", "show", "--json").ok().json().get("limits").forEach(l -> limits.add(l.asText()));
        return limits;
    }

    private static void nothingIsLost(Map<Kind, Count> counts, Set<Kind> forgiven) {
        SoftAssertions all = new SoftAssertions();
        counts.forEach((kind, count) -> {
            if (!forgiven.contains(kind)) {
                all.assertThat(count.lost())
                        .as("%s: %s", kind, count.examples())
                        .isEmpty();
            }
        });
        all.assertAll();
    }

    private static void streamsLastUntilTheApplicationEndsThem(Map<Kind, Count> counts, List<String> limits) {
        SoftAssertions all = new SoftAssertions();
        boolean changesCloseWebSockets = limits.stream().anyMatch(l -> l.contains("closes the WebSockets"));
        counts.forEach((kind, count) -> {
            if (kind == Kind.EVENTS || (kind == Kind.WEBSOCKET && !changesCloseWebSockets)) {
                all.assertThat(count.cut()).as("%s: %s", kind, count.examples()).isZero();
                all.assertThat(count.ended())
                        .as("ended by the application: %s", kind)
                        .isPositive();
            }
        });
        all.assertAll();
    }

    /** No proxy has a part in this. */
    @Test
    void rollingDeploysLoseNoCallOfASibling(@TempDir Path folder) {
        file = folder.resolve("shop.yaml");
        try (Portolan portolan = Portolan.up()) {
            portolan.deploy(greeting("0"), "shop", "--domain", "web=http://" + HOST)
                    .ok();
            String caller = portolan.container("shop", "caller");
            Shell.docker("exec", "-d", caller, "sh", "-c", "python3 -uc \"$CALLS\" >/tmp/calls")
                    .ok();
            calls(caller, 50);

            for (int i = 1; i <= DEPLOYS; i++) {
                portolan.deploy(greeting(String.valueOf(i)), "shop").ok();
            }

            List<String> told = calls(caller, 100);
            assertThat(portolan.container("shop", "caller")).isEqualTo(caller);
            assertThat(told).filteredOn(l -> l.startsWith("lost")).isEmpty();
        }
    }

    /** Once there are so many more calls than before: what the sibling tells of all its calls. */
    private static List<String> calls(String caller, int more) {
        Supplier<List<String>> told = () -> Shell.docker("exec", caller, "cat", "/tmp/calls")
                .ok()
                .out()
                .lines()
                .toList();
        long before = asked(told.get());
        Portolan.eventually("the sibling calls", Duration.ofSeconds(20), () -> asked(told.get()) >= before + more);
        return told.get();
    }

    private static long asked(List<String> told) {
        return told.stream()
                .filter(l -> l.startsWith("asked "))
                .mapToLong(l -> Long.parseLong(l.substring("asked ".length())))
                .max()
                .orElse(0);
    }

    private Path greeting(String greeting) {
        try {
            return Files.writeString(file, """
                    services:
                      web:
                        image: portolan-test/http:1
                        entrypoint: ["tini", "--", "python3", "-uc"]
                        command:
                          - |
                    %s
                        environment: {GREETING: "%s"}
                      caller:
                        image: portolan-test/http:1
                        environment:
                          CALLS: |
                    %s
                    """.formatted(script("application.py"), greeting, script("caller.py")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String script(String name) throws IOException {
        try (InputStream in = Objects.requireNonNull(Load.class.getResourceAsStream(name))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .indent(8)
                    .stripTrailing();
        }
    }
}

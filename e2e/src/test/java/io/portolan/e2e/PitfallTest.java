package io.portolan.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.portolan.e2e.Shell.Result;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * What people of this field fall into, each provoked as they do it, and each without its consequence. The list is the one that
 * the guides of other platforms warn of; "an administrator without rights" needs teams, which there are not yet.
 */
@Tag("engine")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PitfallTest {
    private static final Duration SECONDS = Duration.ofSeconds(20);

    /** A front that answers 502 by itself as soon as it does not reach what is behind it. */
    private static final String FRONT_AND_API = """
            services:
              front:
                image: nginx:latest
                expose: [8081]
                configs: [{source: site, target: /etc/nginx/conf.d/front.conf}]
                depends_on: [api]
              api:
                image: portolan-test/http:1
                environment: {GREETING: api}
            configs:
              site:
                content: |
                  server {
                    listen 8081;
                    location / {
                      proxy_pass http://api:8080;
                      proxy_connect_timeout 1s;
                    }
                  }
            """;

    private final Portolan portolan = Portolan.prepared();
    private final Tunnel tunnel = new Tunnel(portolan);
    private Path folder = Path.of("");

    @BeforeAll
    void up(@TempDir Path temporary) throws IOException {
        folder = temporary;
        // Of the proxies that are tested with everywhere, the one that can stand behind an edge.
        portolan.upAgain("--proxy=haproxy").ok();
        portolan.deploy(site("shop"), "shop", "--domain", "web=http://shop.localhost")
                .ok();
    }

    @AfterAll
    void down() {
        portolan.close();
    }

    @Test
    void a502BecauseDependenciesStayedOnAnotherNetwork() throws IOException {
        Path file = file("front", FRONT_AND_API);
        portolan.run("destination", "add", "elsewhere").ok();

        portolan.deploy(file, "fronted", "--domain", "front:8081=http://fronted.localhost")
                .ok();
        assertThat(greeting("fronted.localhost")).isEqualTo("api");

        portolan.deploy(file, "fronted", "--destination", "elsewhere").ok();
        assertThat(greeting("fronted.localhost")).as("moved").isEqualTo("api");

        String api = portolan.container("fronted", "api");
        Shell.docker("network", "disconnect", ShopStack.networks(api).getFirst(), api)
                .ok();
        Portolan.eventually(
                "the api is back on the network that the front asks on",
                SECONDS,
                () -> portolan.code("fronted.localhost") == 200
                        && !ShopStack.networks(api).isEmpty());
        assertThat(greeting("fronted.localhost")).as("repaired").isEqualTo("api");
    }

    @Test
    void a504BecauseTheProxyWasNotOnTheNetwork() throws IOException {
        portolan.run("destination", "add", "late").ok();
        portolan.deploy(site("late"), "late", "--destination", "late", "--domain", "web=http://late.localhost")
                .ok();
        assertThat(greeting("late.localhost")).isEqualTo("late");

        String network = ShopStack.networks(portolan.container("late", "web")).stream()
                .filter(n -> n.endsWith("-2-late"))
                .findFirst()
                .orElseThrow();
        Shell.docker("network", "disconnect", network, portolan.proxy()).ok();
        Portolan.eventually("the proxy is on the network again", SECONDS, () -> ShopStack.networks(portolan.proxy())
                .contains(network));
        Portolan.eventually("the site answers", SECONDS, () -> portolan.code("late.localhost") == 200);

        Shell.docker("rm", "-f", portolan.proxy()).ok();
        Portolan.eventually("a new proxy serves it", SECONDS, () -> portolan.code("late.localhost") == 200);
    }

    @Test
    void a404BecauseTheRouteWasWrittenOnlyAtContainerStart() {
        String container = portolan.container("shop", "web");
        String started = startOf(container);

        add("shop", "web", "http://after.localhost").ok();

        assertThat(greeting("after.localhost")).isEqualTo("shop");
        assertThat(portolan.container("shop", "web")).isEqualTo(container);
        assertThat(startOf(container)).isEqualTo(started);

        portolan.run("domain", "rm", "http://after.localhost").ok();
        assertThat(portolan.code("after.localhost")).isEqualTo(404);
        assertThat(startOf(container)).isEqualTo(started);
    }

    @Test
    void aRedirectLoopBehindATunnel() {
        add("shop", "web", "https://looped.localhost", "--edge", "tunnel", "--force-https", "--www", "to-www")
                .ok();

        for (String url : List.of("http://looped.localhost/a?b=c", "https://www.looped.localhost/a?b=c")) {
            Tunnel.Visit visit = tunnel.follow(url);
            assertThat(visit.code()).as(visit.toString()).isEqualTo(200);
            assertThat(visit.urls().getLast()).isEqualTo("https://www.looped.localhost/a?b=c");
        }
    }

    @Test
    void twoServicesOnOneHostPort() throws IOException {
        int port = Portolan.freePort();
        String text = """
                services:
                  web:
                    image: portolan-test/http:1
                    environment: {GREETING: %s}
                    ports: ["%d:8080"]
                """;
        portolan.deploy(file("first", text.formatted("first", port)), "first").ok();

        Result refused = portolan.deploy(file("second", text.formatted("second", port)), "second")
                .exit(3);

        assertThat(refused.all()).contains("port " + port, "stack first", "is free");
        assertThat(portolan.run("stack", "ls", "--json").ok().out()).doesNotContain("second");
        assertThat(direct(port)).contains("\"greeting\": \"first\"");
    }

    @Test
    void errorShownWhileContainersRun() throws IOException {
        portolan.deploy(site("steady"), "steady", "--domain", "web=http://steady.localhost")
                .ok();
        Path broken = file("steady", """
                services:
                  web:
                    image: portolan-test/http:1
                    environment: {GREETING: broken, EXIT_CODE: '7', EXIT_MESSAGE: no such table}
                """);

        Result failed = portolan.deploy(broken, "steady").exit(1);

        assertThat(failed.all()).contains("7");
        JsonNode show = portolan.show("steady");
        assertThat(show.get("status").asText()).isEqualTo("running");
        assertThat(show.get("lastFailure").asText()).contains("7");
        assertThat(greeting("steady.localhost")).isEqualTo("steady");

        // Of whatever happens behind its back it tells what is, not what was last commanded.
        String web = portolan.container("steady", "web");
        Shell.docker("stop", "-t", "3", web).ok();
        Portolan.eventually(
                "it shows as stopped", SECONDS, () -> !status("steady").equals("running"));
        Shell.docker("start", web).ok();
        Portolan.eventually(
                "it shows as running", SECONDS, () -> status("steady").equals("running"));
        Portolan.eventually("it answers", SECONDS, () -> portolan.code("steady.localhost") == 200);
    }

    @Test
    void aDomainThatPointsAtNoService() throws IOException {
        Result typed = add("shop", "wbe", "http://nowhere.localhost").exit(3);
        assertThat(typed.err()).contains("\"wbe\"", "web");
        Result deployed = portolan.deploy(site("lost"), "lost", "--domain", "wbe=http://nowhere.localhost")
                .exit(3);
        assertThat(deployed.all()).contains("wbe", "web");
        assertThat(portolan.code("nowhere.localhost")).isEqualTo(404);

        portolan.deploy(site("kept"), "kept", "--domain", "web=http://kept.localhost")
                .ok();
        Path renamed = file("kept", "services: {site: {image: 'portolan-test/http:1'}}");
        Result refused = portolan.deploy(renamed, "kept").exit(3);
        assertThat(refused.all()).contains("http://kept.localhost", "web", "site");
        assertThat(greeting("kept.localhost")).isEqualTo("kept");

        portolan.run("stack", "rm", "kept").ok();
        assertThat(portolan.code("kept.localhost")).isEqualTo(404);
        assertThat(portolan.run("domain", "ls").ok().out()).doesNotContain("kept.localhost", "nowhere.localhost");
    }

    @Test
    void aWildcardTunnelToAProxyEntryPointThatExpectsCertificates() {
        add("shop", "web", "https://*.wild.localhost", "--edge", "tunnel").ok();

        for (String name : List.of("one", "two")) {
            Tunnel.Visit visit = tunnel.follow("https://" + name + ".wild.localhost/");
            assertThat(visit.code()).as(visit.toString()).isEqualTo(200);
            assertThat(visit.urls()).as("redirected nowhere").hasSize(1);
        }
        Result plain = add("shop", "web", "https://*.bare.localhost").exit(3);
        assertThat(plain.err()).contains("certificates", "--edge");
    }

    @Test
    void aRepositoryWithoutNetworkSettingsThatCannotBeRouted() throws IOException {
        Path file = file("plain", """
                services:
                  app:
                    image: portolan-test/http:1
                    environment: {GREETING: plain}
                  cache:
                    image: redis:7
                """);

        portolan.deploy(file, "plain", "--domain", "app=http://plain.localhost").ok();

        assertThat(greeting("plain.localhost")).isEqualTo("plain");
        String proxy = portolan.proxy();
        assertThat(ShopStack.networks(portolan.container("plain", "app")))
                .containsAnyElementsOf(ShopStack.networks(proxy));
        assertThat(ShopStack.networks(portolan.container("plain", "cache")))
                .doesNotContainAnyElementsOf(ShopStack.networks(proxy));
    }

    private Path site(String greeting) throws IOException {
        return file(greeting, """
                services:
                  web:
                    image: portolan-test/http:1
                    environment: {GREETING: %s}
                """.formatted(greeting));
    }

    private Path file(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name + ".yaml"), text);
    }

    private Result add(String stack, String service, String url, String... options) {
        List<String> command = new ArrayList<>(List.of("domain", "add", stack, service, url));
        command.addAll(List.of(options));
        return portolan.run(command);
    }

    /** What a visitor reads who has not been here before, on a connection of their own. */
    private String greeting(String host) {
        return Shell.run(
                        "curl",
                        "-sS",
                        "-f",
                        "-m",
                        "10",
                        "-H",
                        "Host: " + host,
                        "http://127.0.0.1:" + portolan.httpPort())
                .ok()
                .json()
                .get("greeting")
                .asText();
    }

    private String status(String stack) {
        return portolan.show(stack).get("status").asText();
    }

    private static String startOf(String container) {
        return Shell.docker("inspect", "-f", "{{.Id}} {{.State.StartedAt}}", container)
                .ok()
                .out();
    }

    private static String direct(int port) throws IOException {
        HttpURLConnection connection = (HttpURLConnection)
                URI.create("http://127.0.0.1:" + port + "/").toURL().openConnection();
        try (var in = connection.getInputStream()) {
            return new String(in.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        }
    }
}

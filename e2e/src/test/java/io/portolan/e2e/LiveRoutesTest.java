package io.portolan.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.portolan.e2e.Shell.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Domains come and go while the containers behind them run on. */
@Tag("engine")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LiveRoutesTest {
    private final Portolan portolan = Portolan.up();

    private Path folder;

    @BeforeAll
    void deploy(@TempDir Path folder) throws IOException {
        this.folder = folder;
        Path shop = Files.writeString(folder.resolve("shop.yaml"), """
                services:
                  web:
                    image: portolan-test/http:1
                    environment: {GREETING: shop}
                  magic:
                    image: portolan-test/http:1
                    environment: [SERVICE_URL_MAGIC_3000, PORT=3000, GREETING=magic]
                  exposing:
                    image: portolan-test/http:1
                    environment: {PORT: 3002, GREETING: exposing}
                    expose: ["3002"]
                  publishing:
                    image: portolan-test/http:1
                    environment: {PORT: 3003, GREETING: publishing}
                    ports: ["127.0.0.1:%d:3003"]
                  ambiguous:
                    image: portolan-test/http:1
                    environment: {PORT: 9002, GREETING: ambiguous}
                    expose: ["9001", "9002"]
                  silent:
                    image: busybox:latest
                    command: sleep infinity
                    init: true
                """.formatted(Portolan.freePort()));
        portolan.deploy(shop, "shop", "--domain", "web=http://shop.localhost").ok();
        Path headed = Files.writeString(folder.resolve("headed.yaml"), """
                # documentation: https://example.com
                # port: 3001
                services:
                  web:
                    image: portolan-test/http:1
                    environment: {PORT: 3001, GREETING: headed}
                """);
        portolan.deploy(headed, "headed", "--domain", "web=http://headed.localhost")
                .ok();
    }

    @AfterAll
    void down() {
        portolan.close();
    }

    @Test
    void aRouteComesAndGoesWithoutAContainerOrAStreamNoticing() throws IOException {
        Map<String, String> before = startsOfContainers();
        try (EventStream stream = EventStream.open(portolan, "shop.localhost")) {
            Portolan.eventually("events come", Duration.ofSeconds(10), () -> stream.events() > 3);

            add("shop", "web", "http://live.localhost").ok();
            assertThat(greeting("live.localhost")).isEqualTo("shop");
            portolan.run("domain", "rm", "http://live.localhost").ok();
            assertThat(portolan.code("live.localhost")).isEqualTo(404);

            int then = stream.events();
            // Longer than the proxy waits for what its former configuration still serves.
            Portolan.eventually(
                    "the stream goes on",
                    Duration.ofSeconds(30),
                    () -> stream.events() > then + 70 || !stream.end().isEmpty());
            assertThat(stream.end()).isEmpty();
        }
        assertThat(startsOfContainers()).isEqualTo(before);
    }

    /** One reload for each of them would take minutes, and every one of the commands would wait for all before it. */
    @Test
    void hundredsWhoAskAtOnceAreToldTheTruth() throws Exception {
        List<String> hosts =
                IntStream.range(0, 300).mapToObj("many%d.localhost"::formatted).toList();
        try (ExecutorService people = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Integer>> said = hosts.stream()
                    .map(host -> people.submit(() -> portolan.post(
                                    "/api/v1/projects/default/environments/production/domains",
                                    "{\"stack\": \"headed\", \"service\": \"web\", \"url\": \"http://%s\"}"
                                            .formatted(host))
                            .statusCode()))
                    .toList();
            for (Future<Integer> one : said) {
                assertThat(one.get()).isEqualTo(201);
            }
        }
        assertThat(hosts).allMatch(host -> portolan.code(host) == 200);
    }

    @Test
    void anAddressHasOneHolder() {
        Result refused = add("headed", "web", "http://shop.localhost").exit(3);

        assertThat(refused.err()).contains("stack shop", "web", "domain rm http://shop.localhost");
        assertThat(greeting("shop.localhost")).isEqualTo("shop");
        assertThat(domains("headed")).doesNotContain("http://shop.localhost");
    }

    @Test
    void aPlanCannotClaimTheAddressOfAnotherStack() throws IOException {
        Path file = Files.writeString(folder.resolve("rival.yaml"), "services: {web: {image: 'portolan-test/http:1'}}");

        Result refused = portolan.plan(file, "rival", "--domain", "web=http://Shop.Localhost/")
                .exit(3);

        assertThat(refused.json().get("diagnostics").toString()).contains("route.taken", "stack shop");
    }

    @Test
    void pathsOfOneHostLeadToSeveralStacks() {
        add("shop", "web", "http://paths.localhost").ok();
        add("headed", "web", "http://paths.localhost/blog").ok();

        assertThat(greeting("paths.localhost")).isEqualTo("shop");
        JsonNode below = portolan.answer("paths.localhost", "/blog/post?page=2");
        assertThat(below.get("greeting").asText()).isEqualTo("headed");
        assertThat(below.get("path").asText()).isEqualTo("/blog/post?page=2");
        assertThat(portolan.answer("paths.localhost", "/blogger")
                        .get("greeting")
                        .asText())
                .isEqualTo("shop");
    }

    @Test
    void aServiceThatDoesNotExistIsRefusedWithThoseThatDo() {
        Result refused = add("shop", "wbe", "http://typo.localhost").exit(3);

        assertThat(refused.err()).contains("\"wbe\"", "ambiguous, exposing, magic, publishing, silent, web");
        assertThat(portolan.code("typo.localhost")).isEqualTo(404);
    }

    @Test
    void anAddressThatNeedsACertificateIsRefused() {
        Result refused = add("shop", "web", "https://secure.localhost").exit(3);

        assertThat(refused.err()).contains("certificates are not carried out", "http://secure.localhost");
        assertThat(domains("shop")).doesNotContain("https://secure.localhost");
    }

    @Test
    void whatIsNoAddressIsRefused() {
        for (String wrong : List.of("ftp://a.localhost", "http://a.localhost:81", "http://a b", "a.localhost")) {
            Result refused = add("shop", "web", wrong);
            assertThat(refused.exit()).as(wrong).isIn(2, 3);
            assertThat(refused.err()).as(wrong).contains("is not a domain");
        }
    }

    @Test
    void theContainerPortIsFoundInTheMagicVariable() {
        leads("magic", 3000);
    }

    @Test
    void theContainerPortIsFoundInTheHeader() {
        assertThat(greeting("headed.localhost")).isEqualTo("headed");
    }

    @Test
    void theContainerPortIsFoundInExpose() {
        leads("exposing", 3002);
    }

    @Test
    void theContainerPortIsFoundInPorts() {
        leads("publishing", 3003);
    }

    @Test
    void theContainerPortIsFoundInTheImage() {
        assertThat(greeting("shop.localhost")).isEqualTo("shop");
        assertThat(domain("http://shop.localhost").get("containerPort").asInt()).isEqualTo(8080);
    }

    @Test
    void aPortThatIsNotClearIsAskedFor() {
        Result refused = add("shop", "ambiguous", "http://ambiguous.localhost").exit(3);
        assertThat(refused.err()).contains("9001, 9002", "--container-port PORT");
        assertThat(portolan.code("ambiguous.localhost")).isEqualTo(404);

        add("shop", "ambiguous", "http://ambiguous.localhost", "--container-port", "9002")
                .ok();
        assertThat(greeting("ambiguous.localhost")).isEqualTo("ambiguous");
    }

    @Test
    void aPortThatNobodyNamesIsAskedFor() {
        Result refused = add("shop", "silent", "http://silent.localhost").exit(3);

        assertThat(refused.err()).contains("neither the file nor the image names one", "--container-port PORT");
    }

    @Test
    void aHostIsTheSameInEverySpelling() {
        add("shop", "web", "http://B\u00dcCHER.Localhost/").ok();

        assertThat(domains("shop")).contains("http://xn--bcher-kva.localhost");
        assertThat(greeting("xn--bcher-kva.localhost")).isEqualTo("shop");
        assertThat(greeting("XN--BCHER-kva.localhost")).isEqualTo("shop");
        assertThat(add("headed", "web", "http://xn--bcher-kva.LOCALHOST")
                        .exit(3)
                        .err())
                .contains("stack shop");
        portolan.run("domain", "rm", "http://b\u00fccher.localhost").ok();
        assertThat(portolan.code("xn--bcher-kva.localhost")).isEqualTo(404);
    }

    @Test
    void removingWhatIsNotThereSaysSo() {
        Result refused = portolan.run("domain", "rm", "http://nobody.localhost");

        assertThat(refused.exit()).isNotZero();
        assertThat(refused.err()).contains("http://nobody.localhost");
    }

    private void leads(String service, int port) {
        String url = "http://" + service + ".localhost";
        assertThat(add("shop", service, url).ok().out()).contains("shop/" + service + ":" + port);
        assertThat(greeting(service + ".localhost")).isEqualTo(service);
    }

    private Result add(String stack, String service, String url, String... more) {
        List<String> arguments = new java.util.ArrayList<>(List.of("domain", "add", stack, service, url));
        arguments.addAll(List.of(more));
        return portolan.run(arguments);
    }

    private String greeting(String host) {
        return portolan.answer(host, "/").get("greeting").asText();
    }

    private List<String> domains(String stack) {
        return portolan.run("domain", "ls", "--json")
                .ok()
                .json()
                .get("items")
                .valueStream()
                .filter(d -> d.get("stack").asText().equals(stack))
                .map(d -> d.get("url").asText())
                .toList();
    }

    private JsonNode domain(String url) {
        return portolan.run("domain", "ls", "--json")
                .ok()
                .json()
                .get("items")
                .valueStream()
                .filter(d -> d.get("url").asText().equals(url))
                .findFirst()
                .orElseThrow();
    }

    /** When each container of this instance was started, by its id. */
    private Map<String, String> startsOfContainers() {
        Map<String, String> starts = new TreeMap<>();
        Shell.docker("ps", "-q", "--no-trunc", "--filter", "label=portolan.instance=" + portolan.instance())
                .ok()
                .out()
                .lines()
                .forEach(id -> starts.put(
                        id,
                        Shell.docker("inspect", "-f", "{{.State.StartedAt}}", id)
                                .ok()
                                .out()
                                .strip()));
        return starts;
    }
}

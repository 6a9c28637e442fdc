package io.portolan.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.portolan.e2e.Shell.Result;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Behind a proxy that ends TLS no domain leads visitors round in a circle, and services are told who came and how. */
@Tag("engine")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EdgeTest {
    private static final String VISITOR = "127.0.0.77";
    private static final String FORGED = "203.0.113.9";

    private final Portolan portolan = Portolan.prepared();
    /** The domains that were accepted, and how. */
    private final Map<String, String> accepted = new LinkedHashMap<>();

    private final Map<String, HttpResponse<String>> refused = new LinkedHashMap<>();
    private EdgeProxy edge;

    @BeforeAll
    void deploy(@TempDir Path folder) throws IOException, GeneralSecurityException {
        portolan.upAgain("--proxy=haproxy").ok();
        // Whatever a program of the host sends to a port that is published comes from there.
        String gateway = Shell.docker(
                        "inspect",
                        "-f",
                        "{{range $k, $v := .NetworkSettings.Networks}}{{println $k $v.Gateway}}{{end}}",
                        portolan.proxy())
                .ok()
                .out()
                .lines()
                .filter(l -> l.contains("-0-ingress "))
                .map(l -> l.substring(l.indexOf(' ') + 1))
                .findFirst()
                .orElseThrow();
        portolan.run("down").ok();
        portolan.upAgain("--proxy=haproxy", "--edge-addresses=" + gateway + "/32")
                .ok();
        Path file = Files.writeString(folder.resolve("shop.yaml"), """
                services:
                  web:
                    image: portolan-test/http:1
                    environment: {GREETING: shop}
                """);
        portolan.deploy(file, "shop", "--domain", "web=http://shop.localhost").ok();
        portolan.run("domain", "add", "shop", "web", "https://visited.localhost", "--edge", "proxied")
                .ok();
        addAllCombinations();
        edge = EdgeProxy.before(portolan, Files.createDirectory(folder.resolve("edge")));
    }

    @AfterAll
    void down() {
        if (edge != null) {
            edge.close();
        }
        portolan.close();
    }

    private void addAllCombinations() {
        int number = 0;
        for (String side : List.of("direct", "proxied", "tunnel")) {
            for (String scheme : List.of("http", "https")) {
                for (boolean force : List.of(false, true)) {
                    for (String www : List.of("off", "both", "to-www", "to-non-www")) {
                        add(scheme, "c" + number++ + ".localhost", side, force, www);
                    }
                }
            }
        }
    }

    private void add(String scheme, String host, String side, boolean force, String www) {
        String how = "%s --edge %s --www %s%s".formatted(scheme, side, www, force ? " --force-https" : "");
        HttpResponse<String> added =
                portolan.post("/api/v1/projects/default/environments/production/domains", """
                        {"stack": "shop", "service": "web", "url": "%s://%s",
                         "options": {"edge": "%s", "www": "%s", "forceHttps": %s}}
                        """.formatted(
                                scheme, host, side, www, force));
        if (added.statusCode() >= 300) {
            refused.put(how, added);
            return;
        }
        accepted.put(host, how);
        if (!www.equals("off")) {
            accepted.put("www." + host, how);
        }
    }

    /** Where the kind and the image are on another machine, or nowhere, the rest is shown with those that are here. */
    private void use(String kind, String image) {
        Assumptions.assumeTrue(
                Shell.docker("image", "inspect", image).exit() == 0
                        || Shell.docker("pull", "-q", image).exit() == 0,
                "no image " + image);
        portolan.run("proxy", "use", kind, "--image", image).ok();
    }

    @Test
    void whatCannotBeServedIsRefusedWithTheReason() {
        assertThat(refused).hasSize(48 - 20);
        refused.forEach((how, answer) -> {
            assertThat(answer.statusCode()).as(how).isEqualTo(422);
            assertThat(answer.body())
                    .as(how)
                    .contains("suggestion")
                    .containsAnyOf("certificates are not carried out", "nobody can be sent there", "ends at the edge");
        });
        assertThat(refused.keySet()).allSatisfy(how -> assertThat(how)
                .matches("https --edge direct.*|http --edge (proxied|tunnel).*|http --edge direct .*--force-https"));
    }

    @ParameterizedTest
    @CsvSource({"haproxy, haproxy:lts", "caddy, caddy:2.11", "traefik, traefik:v3"})
    void nobodyIsSentRoundAndTheServiceIsToldWhoCame(String kind, String image) {
        use(kind, image);

        nothingThatIsAcceptedLeadsInACircle();
        theServiceIsToldWhoCameAndHow();
        whoComesPastTheEdgeIsBelievedNothing();
    }

    private void nothingThatIsAcceptedLeadsInACircle() {
        List<String> urls = accepted.keySet().stream()
                .flatMap(h -> List.of("http://" + h + "/a?b=c", "https://" + h + "/a?b=c").stream())
                .toList();
        // Both hosts where there is a www, by both schemes.
        assertThat(urls).hasSize(2 * (5 + 2 * 15));
        List<String> arguments = new ArrayList<>();
        for (String _ : urls) {
            arguments.addAll(List.of("-o", "/dev/null"));
        }
        arguments.addAll(
                List.of("-L", "--max-redirs", "10", "-w", "%{http_code} %{num_redirects} %{url_effective}\\n"));

        Result visits = edge.curl(arguments, urls.toArray(String[]::new)).ok();

        assertThat(visits.out().lines()).hasSameSizeAs(urls).allSatisfy(end -> assertThat(end)
                .matches("200 [0-3] https://.*/a\\?b=c"));
    }

    private void theServiceIsToldWhoCameAndHow() {
        JsonNode headers = lowerCased(edge.curl(
                        List.of("--interface", VISITOR, "-H", "X-Forwarded-For: " + FORGED),
                        "https://visited.localhost/")
                .ok()
                .json());

        assertThat(headers.get("x-forwarded-proto").asText()).isEqualTo("https");
        assertThat(headers.get("x-real-ip").asText()).isEqualTo(VISITOR);
        assertThat(headers.get("x-forwarded-for").asText()).contains(VISITOR);
        assertThat(headers.get("host").asText()).isEqualTo("visited.localhost");
    }

    /** From a container that the proxy shares a network with. */
    private void whoComesPastTheEdgeIsBelievedNothing() {
        String proxy = Shell.docker(
                        "inspect",
                        "-f",
                        "{{range $k, $v := .NetworkSettings.Networks}}{{println $k $v.IPAddress}}{{end}}",
                        portolan.proxy())
                .ok()
                .out()
                .lines()
                .filter(l -> l.contains("-2-default "))
                .map(l -> l.substring(l.indexOf(' ') + 1))
                .findFirst()
                .orElseThrow();
        Result past = Shell.docker(
                        "exec",
                        portolan.container("shop", "web"),
                        "curl",
                        "-s",
                        "-m",
                        "10",
                        "-H",
                        "Host: visited.localhost",
                        "-H",
                        "X-Forwarded-For: " + FORGED,
                        "-H",
                        "X-Real-IP: " + FORGED,
                        "-H",
                        "Forwarded: for=" + FORGED,
                        "-H",
                        "X-Forwarded-Proto: http",
                        "http://" + proxy + "/")
                .ok();

        assertThat(past.json().get("greeting").asText()).isEqualTo("shop");
        assertThat(past.out()).doesNotContain(FORGED);
        assertThat(lowerCased(past.json()).get("x-forwarded-proto").asText()).isEqualTo("https");
    }

    @Test
    void theEdgeSpeaksHttp2ToItsVisitors() {
        Result visit = edge.curl(
                        List.of("--http2", "-o", "/dev/null", "-w", "%{http_version} %{http_code}"),
                        "https://visited.localhost/")
                .ok();
        assertThat(visit.out()).isEqualTo("2 200");
    }

    private static JsonNode lowerCased(JsonNode answer) {
        ObjectNode headers = JsonNodeFactory.instance.objectNode();
        answer.get("headers")
                .propertyStream()
                .forEach(h -> headers.set(h.getKey().toLowerCase(Locale.ROOT), h.getValue()));
        return headers;
    }
}

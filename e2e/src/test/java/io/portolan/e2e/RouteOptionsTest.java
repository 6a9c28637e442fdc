package io.portolan.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.portolan.e2e.Shell.Result;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** What is said of a domain is so when the command returns, and no container notices. */
@Tag("engine")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RouteOptionsTest {
    private final Portolan portolan = Portolan.up();
    private String started = "";

    @BeforeAll
    void deploy(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("shop.yaml"), """
                services:
                  web:
                    image: portolan-test/http:1
                    environment: {GREETING: shop}
                """);
        portolan.deploy(file, "shop", "--domain", "web=http://shop.localhost").ok();
        started = startedAt();
    }

    @AfterAll
    void down() {
        portolan.close();
    }

    private String startedAt() {
        return Shell.docker("inspect", "--format", "{{.Id}} {{.State.StartedAt}}", portolan.container("shop", "web"))
                .ok()
                .out();
    }

    private Result add(String url, String... options) {
        List<String> command = new ArrayList<>(List.of("domain", "add", "shop", "web", url));
        command.addAll(List.of(options));
        return portolan.run(command);
    }

    /** By curl, which shows what a browser would hide. */
    private Answer ask(String host, String path, String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                "curl",
                "-s",
                "-i",
                "-m",
                "10",
                "-H",
                "Host: " + host,
                "http://127.0.0.1:" + portolan.httpPort() + path));
        command.addAll(List.of(arguments));
        String[] parts = Shell.run(command.toArray(String[]::new)).ok().out().split("\r?\n\r?\n", 2);
        return new Answer(Integer.parseInt(parts[0].split(" ", 3)[1]), parts[0], parts.length > 1 ? parts[1] : "");
    }

    private record Answer(int status, String head, String body) {
        String header(String name) {
            return head.lines()
                    .filter(l -> l.toLowerCase(Locale.ROOT).startsWith(name + ": "))
                    .map(l -> l.substring(name.length() + 2).strip())
                    .findFirst()
                    .orElse("");
        }
    }

    @Test
    void oneOfAPairSendsVisitorsToTheOther() {
        add("http://pair.localhost", "--www", "to-www").ok();

        assertThat(ask("www.pair.localhost", "/").status()).isEqualTo(200);
        Answer sent = ask("pair.localhost", "/a?b=c");
        assertThat(sent.status()).isIn(301, 308);
        assertThat(sent.header("location")).isEqualTo("http://www.pair.localhost/a?b=c");
        Result taken = add("http://www.pair.localhost");
        assertThat(taken.exit()).isEqualTo(3);
        assertThat(taken.err()).contains("http://www.pair.localhost is claimed by stack shop, service web");

        add("http://pair.localhost", "--www", "both").ok();
        assertThat(ask("pair.localhost", "/").status()).isEqualTo(200);
        assertThat(ask("www.pair.localhost", "/").status()).isEqualTo(200);

        portolan.run("domain", "rm", "http://pair.localhost").ok();
        assertThat(ask("www.pair.localhost", "/").status()).isEqualTo(404);
        assertThat(startedAt()).isEqualTo(started);
    }

    @Test
    void aPasswordIsAskedForAndKeptNowhere() throws IOException {
        add("http://guarded.localhost", "--basic-auth", "ada:open sesame").ok();

        assertThat(ask("guarded.localhost", "/").status()).isEqualTo(401);
        assertThat(ask("guarded.localhost", "/", "-u", "ada:wrong").status()).isEqualTo(401);
        Answer in = ask("guarded.localhost", "/", "-u", "ada:open sesame");
        assertThat(in.status()).isEqualTo(200);
        assertThat(in.body()).contains("\"greeting\": \"shop\"");

        assertThat(portolan.run("domain", "ls").ok().out()).contains("password").doesNotContain("sesame");
        String header = Base64.getEncoder().encodeToString("ada:open sesame".getBytes(StandardCharsets.UTF_8));
        try (Stream<Path> files = Files.walk(portolan.data())) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String content = Files.readString(file, StandardCharsets.ISO_8859_1);
                assertThat(content.contains("open sesame") || content.contains(header))
                        .as(file.toString())
                        .isFalse();
            }
        }

        add("http://guarded.localhost", "--basic-auth", "ada:another").ok();
        assertThat(ask("guarded.localhost", "/", "-u", "ada:open sesame").status())
                .isEqualTo(401);
        assertThat(ask("guarded.localhost", "/", "-u", "ada:another").status()).isEqualTo(200);
        add("http://guarded.localhost").ok();
        assertThat(ask("guarded.localhost", "/").status()).isEqualTo(200);
        assertThat(startedAt()).isEqualTo(started);
    }

    @Test
    void requestsAreChangedOnTheirWay() {
        add(
                        "http://api.localhost/v1",
                        "--strip-prefix",
                        "--request-header",
                        "X-Team: blue",
                        "--response-header",
                        "X-Frame-Options: DENY",
                        "--max-body",
                        "1k")
                .ok();

        Answer answer = ask("api.localhost", "/v1/items?x=1");
        assertThat(answer.body()).contains("\"path\": \"/items?x=1\"", "\"X-Team\": \"blue\"");
        assertThat(answer.header("x-frame-options")).isEqualTo("DENY");
        assertThat(ask("api.localhost", "/v1/items", "--data", "x".repeat(2000)).status())
                .isEqualTo(413);
        assertThat(ask("api.localhost", "/other").status()).isEqualTo(404);
    }

    @Test
    void onlyWhoIsAllowedGetsIn() {
        add("http://inside.localhost", "--allow", "192.0.2.0/24").ok();
        assertThat(ask("inside.localhost", "/").status()).isEqualTo(403);
        add("http://inside.localhost", "--allow", "0.0.0.0/0").ok();
        assertThat(ask("inside.localhost", "/").status()).isEqualTo(200);
    }

    @Test
    void aRedirectGoesNowhereInACircle() {
        add("http://old.localhost", "--redirect", "http://shop.localhost", "--permanent")
                .ok();
        Answer sent = ask("old.localhost", "/x?y=z");
        assertThat(sent.header("location")).isEqualTo("http://shop.localhost/x?y=z");

        Result circle = add("http://shop.localhost", "--redirect", "http://old.localhost");
        assertThat(circle.exit()).isEqualTo(3);
        assertThat(circle.err()).contains("redirected in a circle");
        assertThat(ask("shop.localhost", "/").status()).isEqualTo(200);
    }

    @Test
    void whatContradictsItselfIsRefusedAndLosesNothing() {
        for (List<String> wrong : List.of(
                List.of("http://wrong.localhost", "--force-https"),
                List.of("http://wrong.localhost", "--strip-prefix"),
                List.of("http://wrong.localhost", "--edge", "tunnel"),
                List.of("http://*.wrong.localhost", "--www", "both"))) {
            Result refused =
                    add(wrong.getFirst(), wrong.subList(1, wrong.size()).toArray(String[]::new));
            assertThat(refused.exit()).as(wrong + refused.err()).isEqualTo(3);
            assertThat(refused.err()).contains("→");
        }
        assertThat(portolan.run("domain", "ls").ok().out()).doesNotContain("wrong.localhost");
    }

    @Test
    void aDeployKeepsWhatWasSaidOfItsDomains(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("kept.yaml"), """
                services:
                  web:
                    image: portolan-test/http:1
                    environment: {GREETING: one}
                """);
        portolan.deploy(file, "kept", "--domain", "web=http://kept.localhost").ok();
        portolan.run("domain", "add", "kept", "web", "http://kept.localhost", "--response-header", "X-Kept: yes")
                .ok();
        Files.writeString(file, Files.readString(file).replace("one", "two"));

        portolan.deploy(file, "kept", "--domain", "web=http://kept.localhost").ok();

        Answer answer = ask("kept.localhost", "/");
        assertThat(answer.body()).contains("\"greeting\": \"two\"");
        assertThat(answer.header("x-kept")).isEqualTo("yes");
        JsonNode domain = portolan.run("domain", "ls", "--json")
                .ok()
                .json()
                .get("items")
                .valueStream()
                .filter(d -> d.get("url").asText().equals("http://kept.localhost"))
                .findFirst()
                .orElseThrow();
        assertThat(domain.at("/options/responseHeaders/X-Kept").asText()).isEqualTo("yes");
        Optional<HttpResponse<String>> gone = portolan.visit("never.localhost", "/");
        assertThat(gone).hasValueSatisfying(a -> assertThat(a.statusCode()).isEqualTo(404));
    }
}

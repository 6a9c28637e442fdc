package io.portolan.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.portolan.e2e.Shell.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The daemon is killed at each step of a rolling deploy, while visitors come and one waits for a long answer. Every moment
 * between two changes is gone through in a fake world by the daemon's own tests; this is what visitors have of it.
 */
@Tag("engine")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DeployKillTest {
    private static final Duration A_WHILE = Duration.ofSeconds(60);
    private static final String HOST = "shop.localhost";

    private final Portolan portolan = Portolan.prepared();
    private final DaemonProcess daemon = new DaemonProcess(portolan);
    private Path file = Path.of("");
    private int versions;

    @BeforeAll
    void deploy(@TempDir Path folder) throws IOException {
        file = folder.resolve("shop.yaml");
        portolan.upAgain("--proxy=haproxy").ok();
        portolan.deploy(next(), "shop", "--domain", "web=http://" + HOST).ok();
    }

    @AfterAll
    void down() {
        portolan.close();
    }

    private Path next() throws IOException {
        return Files.writeString(file, """
                services:
                  web:
                    image: portolan-test/http:1
                    environment: {GREETING: version-%d, START_DELAY: '1'}
                """.formatted(++versions));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "run-container",
                "await-upstream",
                "publish-routes",
                "await-route",
                "drain-container",
                "remove-container"
            })
    void oneVersionServesAndNoVisitorNoticed(String step) throws IOException {
        String before = greeting();
        try (Visitors visitors = Visitors.of(portolan, HOST, "/", "/slow?ms=200")) {
            CompletableFuture<Result> patient = CompletableFuture.supplyAsync(() -> Shell.run(
                    "curl",
                    "-s",
                    "-m",
                    "60",
                    "-w",
                    " %{http_code}",
                    "-H",
                    "Host: " + HOST,
                    "http://127.0.0.1:" + portolan.httpPort() + "/slow?ms=5000"));
            LiveCommand deploy = portolan.begin("stack", "deploy", "-f", next().toString(), "--name", "shop", "--yes")
                    .awaitLine(A_WHILE, "[", step);
            daemon.kill();
            deploy.end(A_WHILE);
            daemon.awaitReady();

            Portolan.eventually("nothing is left to do", A_WHILE, this::isSettled);
            String after = greeting();
            assertThat(after).isIn(before, "version-" + versions);
            assertThat(patient.join().out())
                    .contains("\"greeting\": \"" + before + "\"")
                    .endsWith(" 200");
            assertThat(visitors.failures()).isEmpty();
            assertThat(visitors.served()).isPositive();
        }
        assertThat(containers()).as("none is left over").isEqualTo(1);

        portolan.deploy(next(), "shop").ok();
        assertThat(greeting()).isEqualTo("version-" + versions);
    }

    private boolean isSettled() {
        return portolan.status().get("drift").get("pending").isEmpty()
                && portolan.show("shop").get("status").asText().equals("running")
                && containers() == 1;
    }

    /** As the engine has them, whatever Portolan knows of them. */
    private long containers() {
        return Shell.docker(
                        "ps",
                        "-aq",
                        "--filter",
                        "label=portolan.role=app",
                        "--filter",
                        "label=portolan.instance=" + portolan.instance())
                .ok()
                .out()
                .lines()
                .count();
    }

    private String greeting() {
        return Shell.run(
                        "curl",
                        "-sS",
                        "-f",
                        "-m",
                        "10",
                        "-H",
                        "Host: " + HOST,
                        "http://127.0.0.1:" + portolan.httpPort())
                .ok()
                .json()
                .get("greeting")
                .asText();
    }
}

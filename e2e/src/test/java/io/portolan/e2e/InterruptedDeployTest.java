package io.portolan.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The daemon dies in the middle of a deploy: the stack goes back to what it was, says so, and the next deploy succeeds. */
@Tag("engine")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class InterruptedDeployTest {
    private static final Duration A_WHILE = Duration.ofSeconds(40);
    private static final String HEALTHCHECK =
            "healthcheck: {test: [CMD, curl, -sf, 'http://localhost:8080/health'], interval: 1s}";

    private final Portolan portolan = Portolan.up();
    private final DaemonProcess daemon = new DaemonProcess(portolan);
    private final List<Path> files = new ArrayList<>();

    @AfterAll
    void down() {
        portolan.close();
        files.forEach(ShopStack::delete);
    }

    @Test
    void aFirstDeployKilledWhileItPullsLeavesNothing() {
        Path file = file("services: {web: {image: 'nginx:latest', expose: [80]}}");
        Shell.docker("image", "rm", "-f", "nginx:latest").ok();

        interrupt(file, "pulled", "pull-image");

        nothingIsLeftOf("pulled");
        deploys(file, "pulled");
    }

    @Test
    void aFirstDeployKilledWhileItWaitsForHealthLeavesNothing() {
        interrupt(site("one", 60, HEALTHCHECK), "first", "await-container");

        nothingIsLeftOf("first");
        deploys(site("one", 0, HEALTHCHECK), "first");
    }

    @Test
    void anUpdateKilledWhileItWaitsForHealthIsNoticedByNoVisitor() {
        deploys(site("one", 0, HEALTHCHECK), "update");
        try (Traffic visitors = Traffic.to(portolan, "update.localhost")) {
            interrupt(site("two", 60, HEALTHCHECK), "update", "await-container");
            isBackAt("one", "update");
            assertThat(visitors.failures()).isEmpty();
            assertThat(visitors.answers()).allSatisfy(a -> assertThat(a.body()).contains("\"greeting\": \"one\""));
        }
        deploys(site("two", 0, HEALTHCHECK), "update");
        assertThat(greeting("update")).contains("two");
    }

    @Test
    void anUpdateKilledBeforeItTakesConnectionsIsNoticedByNoVisitor() {
        deploys(site("one", 0, ""), "unready");
        try (Traffic visitors = Traffic.to(portolan, "unready.localhost")) {
            interrupt(site("two", 60, ""), "unready", "await-upstream");
            isBackAt("one", "unready");
            assertThat(visitors.failures()).isEmpty();
        }
        deploys(site("two", 0, ""), "unready");
        assertThat(greeting("unready")).contains("two");
    }

    /** Deploys, and kills the daemon when it begins a step of the kind. */
    private void interrupt(Path file, String name, String action) {
        LiveCommand deploy = portolan.begin(
                        "stack", "deploy", "-f", file.toString(), "--name", name, "--yes", "--domain", domain(name))
                .awaitLine(A_WHILE, "[", action);
        daemon.kill();
        assertThat(deploy.end(A_WHILE).exit()).isNotZero();
        daemon.awaitReady();
        Portolan.eventually("stack show tells what happened", A_WHILE, () -> lastFailure(name)
                .contains("the daemon was stopped during the deploy"));
    }

    private void nothingIsLeftOf(String name) {
        JsonNode show = portolan.show(name);
        assertThat(show.get("status").asText()).isEqualTo("failed");
        assertThat(show.get("revision").asInt()).isZero();
        String stack = "label=portolan.stack=" + show.get("id").asText();
        assertThat(Shell.docker("ps", "-aq", "--filter", stack).ok().out()).isBlank();
        assertThat(Shell.docker("network", "ls", "-q", "--filter", stack).ok().out())
                .isBlank();
        assertThat(portolan.code(name + ".localhost")).isEqualTo(404);
    }

    private void isBackAt(String greeting, String name) {
        Portolan.eventually(
                "revision 1 serves",
                A_WHILE,
                () -> portolan.code(name + ".localhost") == 200
                        && greeting(name).contains(greeting));
        JsonNode show = portolan.show(name);
        assertThat(show.get("status").asText()).isEqualTo("running");
        assertThat(show.get("revision").asInt()).isEqualTo(1);
        assertThat(portolan.containers(name)).hasSize(1);
    }

    private void deploys(Path file, String name) {
        portolan.deploy(file, name, "--domain", domain(name)).ok();
        assertThat(portolan.code(name + ".localhost")).isEqualTo(200);
        assertThat(lastFailure(name)).isEmpty();
    }

    private String greeting(String name) {
        return portolan.visit(name + ".localhost", "/").orElseThrow().body();
    }

    private String lastFailure(String name) {
        return portolan.show(name).get("lastFailure").asText("");
    }

    private static String domain(String name) {
        return "web=http://" + name + ".localhost";
    }

    private Path site(String greeting, int startDelay, String more) {
        return file("""
                services:
                  web:
                    image: portolan-test/http:1
                    environment: {GREETING: %s, START_DELAY: '%d'}
                    %s
                """.formatted(greeting, startDelay, more));
    }

    private Path file(String compose) {
        Path file = ShopStack.write(compose);
        files.add(file);
        return file;
    }
}

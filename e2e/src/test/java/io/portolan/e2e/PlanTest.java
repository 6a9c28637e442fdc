package io.portolan.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.portolan.e2e.Shell.Result;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;

/** What was shown is what is done, or nothing is. */
@Tag("engine")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class PlanTest {
    private static final String HOST = "shop.localhost";

    private final Portolan portolan = Portolan.up();

    private final Path folder = temporaryFolder();

    @AfterAll
    void down() throws IOException {
        portolan.close();
        Files.deleteIfExists(folder.resolve("compose.yaml"));
        Files.delete(folder);
    }

    @Test
    @Order(1)
    void deployAppliesThePlanThatItIsGiven() throws IOException {
        String plan = planned(shop("one"), "shop", "--domain", "web=http://" + HOST);

        portolan.run("stack", "deploy", "--plan", plan, "--yes").ok();

        assertThat(greeting()).isEqualTo("one");
    }

    @Test
    @Order(2)
    void anUnchangedFileLeavesNothingToDo() throws IOException {
        String before = portolan.container("shop", "web");

        assertThat(portolan.deploy(shop("one"), "shop").ok().out()).contains("nothing to do");
        assertThat(portolan.plan(shop("one"), "shop").ok().json().get("steps")).isEmpty();
        assertThat(portolan.container("shop", "web")).isEqualTo(before);
    }

    @Test
    @Order(3)
    void aPlanIsRefusedWhenAnotherVersionWasDeployedSince() throws IOException {
        String plan = planned(shop("two"), "shop");
        portolan.deploy(shop("three"), "shop").ok();

        refusedAsStale(plan);

        assertThat(greeting()).isEqualTo("three");
    }

    @Test
    @Order(4)
    void aPlanIsRefusedWhenAContainerWasRemovedByHandSince() throws IOException {
        portolan.run("stack", "stop", "shop").ok();
        String plan = planned(shop("four"), "shop");
        Shell.docker("rm", portolan.container("shop", "web")).ok();

        refusedAsStale(plan);

        portolan.run("stack", "start", "shop").ok();
        Portolan.eventually("the shop is back", Duration.ofSeconds(30), () -> portolan.code(HOST) == 200);
        assertThat(greeting()).isEqualTo("three");
    }

    @Test
    @Order(5)
    void aPlanIsRefusedWhenItsHostPortWasTakenSince() throws IOException {
        int port = Portolan.freePort();
        Path file = file("""
                services:
                  web:
                    image: portolan-test/http:1
                    ports: ["%d:8080"]
                """.formatted(port));
        String plan = planned(file, "ported");

        try (ServerSocket _ = new ServerSocket(port)) {
            Result refused =
                    portolan.run("stack", "deploy", "--plan", plan, "--yes").exit(3);
            assertThat(refused.err()).contains("port " + port, "held by", "is free");
        }

        assertThat(portolan.run("stack", "ls", "--json").ok().out()).doesNotContain("ported");
        assertThat(Shell.docker("ps", "-aq", "--filter", "label=portolan.stack-name=ported")
                        .out())
                .isBlank();
    }

    @Test
    @Order(6)
    void noDowntimeRefusesAPlanThatInterrupts() throws IOException {
        portolan.deploy(keeper("one"), "keeper").ok();
        String before = portolan.container("keeper", "web");

        Result refused =
                portolan.deploy(keeper("two"), "keeper", "--no-downtime").exit(3);

        assertThat(refused.err())
                .contains("--no-downtime", "down about 4 s", "up to 9 s more")
                .contains("leave --no-downtime out");
        assertThat(portolan.container("keeper", "web")).isEqualTo(before);
        portolan.deploy(shop("five"), "shop", "--no-downtime").ok();
        assertThat(greeting()).isEqualTo("five");
    }

    @Test
    @Order(7)
    void noRequestFailsWhileAContainerIsReplaced() throws IOException {
        failsNoRequest(shop("six"));
        assertThat(greeting()).isEqualTo("six");
    }

    @Test
    @Order(8)
    void noRequestFailsWhileTheNewContainerStartsSlowly() throws IOException {
        failsNoRequest(file("""
                services:
                  web:
                    image: portolan-test/http:1
                    environment: {GREETING: seven, START_DELAY: 4}
                """));
        assertThat(greeting()).isEqualTo("seven");
    }

    @Test
    @Order(9)
    void rollbackBringsTheOldVariableBack() {
        portolan.run("stack", "rollback", "shop", "1").ok();

        assertThat(greeting()).isEqualTo("one");
        List<String> statuses = new ArrayList<>();
        for (JsonNode r :
                portolan.run("stack", "revisions", "shop", "--json").ok().json().get("items")) {
            assertThat(r.get("images").get("web").asText()).isEqualTo("portolan-test/http:1");
            statuses.add(r.get("status").asText());
        }
        assertThat(statuses)
                .hasSizeGreaterThanOrEqualTo(6)
                .containsOnlyOnce("active")
                .contains("superseded");
    }

    @Test
    @Order(10)
    void rollbackToARevisionThatNeverWasIsRefused() {
        Result refused = portolan.run("stack", "rollback", "shop", "99");

        assertThat(refused.exit()).isNotZero();
        assertThat(refused.err()).contains("no such earlier revision", "stack revisions shop");
        assertThat(greeting()).isEqualTo("one");
    }

    private void failsNoRequest(Path file) {
        List<String> paths = new ArrayList<>(List.of("/slow?ms=700", "/slow?ms=900"));
        for (int i = 0; i < 4; i++) {
            paths.add("/slow?ms=5");
        }
        try (Visitors visitors = Visitors.of(portolan, HOST, paths.toArray(String[]::new))) {
            Portolan.eventually("visitors are served", Duration.ofSeconds(10), () -> visitors.served() > 50);
            portolan.deploy(file, "shop").ok();
            int served = visitors.served();
            Portolan.eventually("visitors are served", Duration.ofSeconds(10), () -> visitors.served() > served + 50);
            assertThat(visitors.failures()).isEmpty();
        }
    }

    private void refusedAsStale(String plan) {
        Result refused =
                portolan.run("stack", "deploy", "--plan", plan, "--yes").exit(3);
        assertThat(refused.err()).contains("has changed since").contains("plan again");
    }

    private String planned(Path file, String name, String... more) {
        return portolan.plan(file, name, more).ok().json().get("id").asText();
    }

    private String greeting() {
        return portolan.answer(HOST, "/").get("greeting").asText();
    }

    private Path shop(String greeting) throws IOException {
        return file("""
                services:
                  web:
                    image: portolan-test/http:1
                    environment: {GREETING: %s}
                """.formatted(greeting));
    }

    private Path keeper(String greeting) throws IOException {
        return file("""
                services:
                  web:
                    image: portolan-test/http:1
                    environment: {GREETING: %s}
                    volumes: ["data:/data"]
                volumes: {data: }
                """.formatted(greeting));
    }

    private Path file(String text) throws IOException {
        return Files.writeString(folder.resolve("compose.yaml"), text);
    }

    private static Path temporaryFolder() {
        try {
            return Files.createTempDirectory("portolan-plans");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

package io.portolan.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.portolan.e2e.Shell.Result;
import java.io.IOException;
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

/** A proxy that dies or says nothing loses no domain that a command has told of, and nobody has to help it. */
@Tag("engine")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ProxyFaultTest {
    private static final Duration SECONDS = Duration.ofSeconds(60);
    private static final int ROUNDS = 5;

    private final Portolan portolan = Portolan.up();
    private Path folder = Path.of("");

    @BeforeAll
    void deploy(@TempDir Path temporary) throws IOException {
        folder = temporary;
        portolan.deploy(site("old"), "shop", "--domain", "web=http://shop.localhost")
                .ok();
    }

    @AfterAll
    void down() {
        portolan.close();
    }

    private Path site(String greeting) throws IOException {
        return Files.writeString(folder.resolve("shop.yaml"), """
                services:
                  web:
                    image: portolan-test/http:1
                    environment: {GREETING: %s, START_DELAY: '%d'}
                """.formatted(greeting, greeting.equals("old") ? 0 : 6));
    }

    @Test
    void everyDomainThatWasAcknowledgedAnswersAlthoughTheProxyWasKilledAgainAndAgain() {
        List<String> acknowledged = new ArrayList<>();
        List<String> refused = new ArrayList<>();
        for (int i = 0; i < ROUNDS; i++) {
            String host = "d" + i + ".localhost";
            LiveCommand adding = portolan.begin("domain", "add", "shop", "web", "http://" + host);
            // At another moment each time: before the change, within it, after it.
            for (int looks = 0; looks < i; looks++) {
                Shell.docker("inspect", portolan.proxy());
            }
            Shell.docker("kill", "--signal", "KILL", portolan.proxy());
            Result added = adding.end(SECONDS);
            if (added.exit() == 0) {
                acknowledged.add(host);
            } else {
                assertThat(added.all()).contains("→");
                refused.add(host);
            }
        }

        Portolan.eventually("the site answers", SECONDS, () -> portolan.code("shop.localhost") == 200);
        for (String host : acknowledged) {
            Portolan.eventually(host + " answers", SECONDS, () -> portolan.code(host) == 200);
        }
        String listed = portolan.run("domain", "ls").ok().out();
        assertThat(acknowledged).allSatisfy(host -> assertThat(listed).contains(host));
        for (String host : refused) {
            assertThat(listed).as("refused, so not kept").doesNotContain(host);
            Portolan.eventually(host + " leads nowhere", SECONDS, () -> portolan.code(host) == 404);
        }
    }

    @Test
    void aProxyThatSaysNothingIsNamedWithWhatToDoAndAllIsRightAfterwards() {
        Shell.docker("pause", portolan.proxy()).ok();
        Result added;
        try {
            added = portolan.run("domain", "add", "shop", "web", "http://silent.localhost");
        } finally {
            Shell.docker("unpause", portolan.proxy());
        }

        assertThat(added.exit()).isNotZero();
        assertThat(added.err()).contains("paused and does not answer", "→", "docker unpause");
        Portolan.eventually("the site answers", SECONDS, () -> portolan.code("shop.localhost") == 200);
        Portolan.eventually("what was refused is not served", SECONDS, () -> portolan.code("silent.localhost") == 404);
        Portolan.eventually(
                "nothing is left to repair",
                SECONDS,
                () -> portolan.status().get("drift").get("pending").isEmpty());
        portolan.run("domain", "add", "shop", "web", "http://silent.localhost").ok();
        assertThat(portolan.code("silent.localhost")).isEqualTo(200);
        portolan.run("domain", "rm", "http://silent.localhost").ok();
    }

    @Test
    void anEngineThatIsRestartedDuringADeployLeavesTheOldOrTheNewVersionServing() throws IOException {
        LiveCommand deploying = portolan.begin(
                        "stack", "deploy", "-f", site("new").toString(), "--name", "shop", "--yes")
                .awaitLine(SECONDS, "[", "await-upstream");

        Lab.engine("restart");
        Result deployed = deploying.end(SECONDS.multipliedBy(2));

        String expected = deployed.exit() == 0 ? "new" : "old";
        Portolan.eventually("the " + expected + " version serves", SECONDS, () -> portolan.visit("shop.localhost", "/")
                .filter(a -> a.statusCode() == 200 && a.body().contains("\"greeting\": \"" + expected + "\""))
                .isPresent());
        if (deployed.exit() != 0) {
            assertThat(deployed.all()).contains("→");
        }
        Portolan.eventually(
                "one container of the stack is left",
                SECONDS,
                () -> portolan.containers("shop").size() == 1);
        portolan.deploy(site("old"), "shop").ok();
        assertThat(portolan.answer("shop.localhost", "/").get("greeting").asText())
                .isEqualTo("old");
    }
}

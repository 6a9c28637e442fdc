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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** A container that is replaced answers what it has under way before it is told to stop. */
@Tag("engine")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DrainTest {
    private static final String HOST = "shop.localhost";

    private final Portolan portolan = Portolan.up();
    private Path file = Path.of("");

    @BeforeAll
    void deploy(@TempDir Path folder) throws IOException {
        file = folder.resolve("shop.yaml");
        portolan.deploy(greeting("first"), "shop", "--domain", "web=http://" + HOST)
                .ok();
    }

    @AfterAll
    void down() {
        portolan.close();
    }

    /** Whose program ends at once when it is told to, with whatever it has under way. */
    private Path greeting(String greeting) throws IOException {
        return Files.writeString(file, """
                services:
                  web:
                    image: portolan-test/http:1
                    entrypoint: ["tini", "--", "python3", "-uc"]
                    command:
                      - |
                        import signal, sys
                        signal.pthread_sigmask = signal.sigtimedwait = lambda *_: None
                        signal.sigwait = lambda _: signal.pause()
                        sys.path.insert(0, "/srv")
                        import server
                        server.main()
                    environment: {GREETING: %s}
                """.formatted(greeting));
    }

    @Test
    void aLongRequestOutlivesTheDeployThatReplacesItsContainer() throws IOException {
        portolan.deploy(greeting("old"), "shop").ok();
        String old = portolan.container("shop", "web");
        CompletableFuture<String> slow = CompletableFuture.supplyAsync(() -> Shell.run(
                        "curl",
                        "-s",
                        "-m",
                        "60",
                        "-w",
                        " %{http_code}",
                        "-H",
                        "Host: " + HOST,
                        "http://127.0.0.1:" + portolan.httpPort() + "/slow?ms=20000")
                .out());
        Portolan.eventually("the request is under way", Duration.ofSeconds(10), () -> connectionsTo(old) > 0);

        Result deployed = portolan.deploy(greeting("new"), "shop").ok();

        assertThat(slow).as("the old container stopped after it").isDone();
        assertThat(slow.join()).contains("\"greeting\": \"old\"").endsWith(" 200");
        assertThat(portolan.answer(HOST, "/").get("greeting").asText()).isEqualTo("new");
        assertThat(deployed.out()).contains("drain-container");
    }

    @Test
    void theWaitEndsAsSoonAsNothingIsUnderWay() throws IOException {
        portolan.deploy(greeting("idle"), "shop").ok();
        portolan.answer(HOST, "/");

        Result deployed = portolan.deploy(greeting("idle too"), "shop").ok();

        // Although the proxy keeps connections for later requests.
        assertThat(deployed.out() + deployed.err()).doesNotContain("under way after");
    }

    @Test
    void whatNeverEndsIsCutAfterTheTimeThatIsSaid() throws IOException {
        restart("2");
        portolan.deploy(greeting("streaming"), "shop").ok();
        String old = portolan.container("shop", "web");
        try (EventStream stream = EventStream.open(portolan, HOST)) {
            Portolan.eventually("events come", Duration.ofSeconds(10), () -> stream.events() > 3);

            Result deployed = portolan.deploy(greeting("streamed"), "shop").ok();

            assertThat(deployed.out() + deployed.err()).contains("requests or streams under way after 2 s");
            assertThat(Shell.docker("inspect", old).exit()).isNotZero();
            Portolan.eventually("the stream has ended", Duration.ofSeconds(10), () -> !stream.end()
                    .isEmpty());
        } finally {
            restart("30");
        }
        assertThat(portolan.answer(HOST, "/").get("greeting").asText()).isEqualTo("streamed");
    }

    /** Another setting is another daemon. */
    private void restart(String drainTimeout) {
        portolan.run("down").ok();
        portolan.upAgain("--drain-timeout", drainTimeout).ok();
    }

    private int connectionsTo(String container) {
        String table = Shell.docker("exec", container, "cat", "/proc/net/tcp").out();
        return (int) table.lines()
                .filter(l -> l.contains(":1F90") && l.contains(" 01 "))
                .count();
    }
}

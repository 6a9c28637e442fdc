package io.portolan.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.portolan.e2e.Shell.Result;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Coming up, going down, coming back, side by side with another, and without what it needs. */
@Tag("engine")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LifecycleTest {
    private static final Duration SOON = Duration.ofSeconds(60);

    private final Portolan portolan = Portolan.up();

    private Path folder;

    @BeforeAll
    void deploySite(@TempDir Path temporary) throws IOException {
        folder = temporary;
        portolan.deploy(site(), "site", "--domain", "web=http://site.localhost").ok();
    }

    @AfterAll
    void down() {
        portolan.close();
    }

    @Test
    void upAgainIsHarmless() {
        List<String> before = portolan.made();
        long daemon = portolan.daemonPid();

        assertThat(portolan.upAgain().ok().out()).contains("http://127.0.0.1:" + portolan.apiPort());

        assertThat(portolan.made()).isEqualTo(before);
        assertThat(portolan.daemonPid()).isEqualTo(daemon);
    }

    @Test
    void downLeavesSitesServingAndUpAdoptsThem() {
        String instance = portolan.instance();
        List<String> before = Portolan.made(instance);

        try (Visitors visitors = Visitors.of(portolan, "site.localhost", "/")) {
            portolan.run("down").ok();
            Result nobody = portolan.run("stack", "ls").exit(4);
            assertThat(nobody.err()).contains("portolan up").doesNotContain("\tat ");
            portolan.run("down").ok();
            assertThat(portolan.code("site.localhost")).isEqualTo(200);

            portolan.upAgain().ok();
            portolan.run("reconcile").ok();

            assertThat(visitors.failures()).isEmpty();
            assertThat(visitors.served()).isPositive();
        }
        assertThat(portolan.instance()).isEqualTo(instance);
        assertThat(Portolan.made(instance)).isEqualTo(before);
        assertThat(portolan.show("site").get("status").asText()).isEqualTo("running");
    }

    @Test
    void aWrongTokenIsRefusedInWords() {
        Result refused = portolan.run(Map.of("PORTOLAN_TOKEN", "ptl_guess"), List.of("stack", "ls"));

        refused.exit(1);
        assertThat(refused.err()).contains("token", "PORTOLAN_TOKEN");
    }

    @Test
    void aKilledDaemonIsStartedAgain() {
        long killed = portolan.daemonPid();
        ProcessHandle.of(killed).orElseThrow().destroyForcibly();

        Portolan.eventually(
                "a new daemon answers",
                SOON,
                () -> portolan.run("status", "--json").exit() == 0 && portolan.daemonPid() != killed);
    }

    @Test
    void oneFolderHasOneDaemon() {
        List<String> arguments = new ArrayList<>(List.of("daemon"));
        arguments.addAll(portolan.settings());

        Result second = portolan.run(arguments).exit(2);

        assertThat(second.err())
                .contains("another daemon runs on", portolan.data().toString());
        portolan.run("status").ok();
    }

    @Test
    void twoInstancesOnOneEngineLeaveEachOtherAlone() throws IOException {
        String foreignContainer = Shell.docker("run", "-d", "--label", "portolan.managed=true", "portolan-test/http:1")
                .ok()
                .out()
                .strip();
        String foreignNetwork =
                Shell.docker("network", "create", "not-portolans").ok().out().strip();
        String foreignVolume =
                Shell.docker("volume", "create", "not-portolans").ok().out().strip();
        try {
            List<String> before = portolan.made();
            Portolan other = Portolan.up();
            String instance = other.instance();
            try {
                assertThat(instance).isNotEqualTo(portolan.instance());
                other.deploy(site(), "site", "--domain", "web=http://site.localhost")
                        .ok();
                assertThat(other.code("site.localhost")).isEqualTo(200);
                List<String> others = other.made();

                portolan.upAgain().ok();
                portolan.run("reconcile").ok();
                assertThat(other.made()).isEqualTo(others);

                other.upAgain().ok();
                other.run("reconcile").ok();
                other.run("stack", "rm", "site", "--volumes").ok();
                JsonNode stacks = other.run("stack", "ls", "--json").ok().json();
                assertThat(stacks.get("items")).isEmpty();
            } finally {
                other.close();
            }

            assertThat(Portolan.made(instance)).isEmpty();
            assertThat(other.data()).doesNotExist();
            assertThat(portolan.made()).isEqualTo(before);
            assertThat(portolan.code("site.localhost")).isEqualTo(200);
            assertThat(Shell.docker("inspect", "-f", "{{.State.Running}}", foreignContainer)
                            .ok()
                            .out())
                    .contains("true");
            Shell.docker("network", "inspect", foreignNetwork).ok();
            Shell.docker("volume", "inspect", foreignVolume).ok();
        } finally {
            Shell.docker("rm", "-f", foreignContainer).ok();
            Shell.docker("network", "rm", foreignNetwork).ok();
            Shell.docker("volume", "rm", foreignVolume).ok();
        }
    }

    @Test
    void purgingAFolderThatIsNoPortolansIsRefused() throws IOException {
        Path documents = Files.createDirectories(folder.resolve("documents"));
        Path letter = Files.writeString(documents.resolve("letter.txt"), "Dear reader");

        Result refused = portolan.run("down", "--purge", "--data=" + documents, "--docker=" + Lab.endpoint());

        refused.exit(1);
        assertThat(refused.err()).contains(documents.toString());
        assertThat(letter).hasContent("Dear reader");
    }

    @Test
    void anApiPortThatAStrangerHasIsNamedAtOnce() throws IOException {
        Portolan unlucky = Portolan.prepared();
        try (ServerSocket _ = new ServerSocket(unlucky.apiPort(), 1, InetAddress.getLoopbackAddress())) {
            Result refused = unlucky.upAgain().exit(1);

            assertThat(refused.err()).contains(String.valueOf(unlucky.apiPort()), "--api-port");
            assertThat(unlucky.data().resolve("supervisor.pid")).doesNotExist();
        } finally {
            unlucky.close();
        }
    }

    @Test
    void otherSettingsThanThoseOfTheDaemonThatRunsAreNotTakenSilently() {
        int port = Portolan.freePort();

        Result refused = portolan.run("up", "--data=" + portolan.data(), "--api-port=" + port)
                .exit(1);

        assertThat(refused.err()).contains("portolan down", String.valueOf(portolan.apiPort()));
        portolan.run("status").ok();
    }

    @Test
    void theDaemonInTheForegroundEndsCleanlyOnSigterm() throws IOException, InterruptedException {
        Portolan foreground = Portolan.prepared();
        try {
            List<String> arguments = new ArrayList<>(List.of("daemon"));
            arguments.addAll(foreground.settings());
            Process daemon = new ProcessBuilder(Portolan.command(arguments))
                    .redirectErrorStream(true)
                    .redirectOutput(folder.resolve("foreground.log").toFile())
                    .start();
            try {
                Portolan.eventually(
                        "it answers", SOON, () -> foreground.run("status").exit() == 0);
                daemon.destroy();
                assertThat(daemon.waitFor(20, TimeUnit.SECONDS)).isTrue();
                assertThat(daemon.exitValue()).isZero();
                assertThat(Files.readString(folder.resolve("foreground.log"))).doesNotContain("\tat ", " ERROR ");
            } finally {
                daemon.destroyForcibly();
            }
        } finally {
            foreground.close();
        }
    }

    @Test
    void anEngineThatIsNotThereIsNamedWithWhatToDo() {
        Path data = folder.resolve("nothing-here");

        Result refused = portolan.run("up", "--data=" + data, "--docker=unix:///nonexistent.sock")
                .exit(1);

        assertThat(refused.err()).contains("unix:///nonexistent.sock", "start the engine", "--docker");
        assertThat(refused.err()).doesNotContain("\tat ");
        assertThat(data).doesNotExist();
    }

    @Test
    void whileTheEngineIsStoppedEverybodyIsTold() throws IOException {
        Lab.engine("stop");
        try {
            Portolan.eventually("status tells that the engine does not answer", SOON, () -> {
                JsonNode status = portolan.run("status", "--json").json();
                return !status.get("servers").get(0).get("reachable").asBoolean();
            });
            JsonNode stale = portolan.show("site");
            assertThat(stale.get("status").asText()).isEqualTo("unknown");
            assertThat(stale.get("services").get(0).get("containers")).hasSize(1);
            Result refused = portolan.deploy(site(), "another");
            assertThat(refused.exit()).isIn(1, 3);
            assertThat(refused.err()).contains("engine").doesNotContain("\tat ", "Exception");
        } finally {
            Lab.engine("start");
        }
        Portolan.eventually("the site is back", SOON, () -> portolan.code("site.localhost") == 200);
        Portolan.eventually(
                "the stack is known again",
                SOON,
                () -> portolan.show("site").get("status").asText().equals("running"));
        assertThat(portolan.run("stack", "ls", "--json").ok().json().get("items"))
                .hasSize(1);
    }

    private Path site() throws IOException {
        return Files.writeString(folder.resolve("compose.yaml"), """
                services:
                  web:
                    image: portolan-test/http:1
                    expose: [8080]
                    volumes: [data:/data]
                volumes: {data: {}}
                """);
    }
}

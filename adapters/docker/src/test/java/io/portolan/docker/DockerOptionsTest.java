package io.portolan.docker;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.portolan.model.Labels;
import io.portolan.model.runtime.ContainerSpec;
import io.portolan.model.runtime.ObservedContainer.Health;
import io.portolan.model.stack.Healthcheck;
import io.portolan.model.stack.Mount;
import io.portolan.model.stack.RuntimeOptions;
import io.portolan.model.stack.RuntimeOptions.Logging;
import io.portolan.model.stack.RuntimeOptions.Privileges;
import io.portolan.model.stack.RuntimeOptions.Resources;
import io.portolan.model.stack.RuntimeOptions.Ulimit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a specification says beyond networks and names has its effect in a Docker Engine. */
@Tag("engine")
@Timeout(120)
final class DockerOptionsTest {
    private static final String IMAGE = "debian:bookworm-slim";

    private final String instance = UUID.randomUUID().toString();
    private final String name = "test-options-" + instance.substring(0, 8);
    private final DockerRuntime runtime = TestEngine.connect(instance);
    private final EngineHttp http = new EngineHttp(DockerEndpoint.parse(TestEngine.endpoint()));

    @AfterEach
    void removeTheContainer() {
        runtime.removeContainer(name);
        runtime.close();
        http.close();
    }

    private Sketch sketch() {
        return new Sketch(name).image(IMAGE).label(Labels.INSTANCE, instance).on("bridge");
    }

    private JsonNode created(ContainerSpec spec) {
        if (runtime.image(IMAGE).isEmpty()) {
            runtime.pullImage(IMAGE, line -> {});
        }
        runtime.createContainer(spec);
        return http.send(Call.to("look", "GET", "/containers/{}/json", name));
    }

    private List<String> output() {
        runtime.logs(name, -1, true, line -> {});
        List<String> lines = new ArrayList<>();
        runtime.logs(name, -1, false, line -> lines.add(line.text()));
        return lines;
    }

    @Test
    void limitsAndPrivileges() {
        JsonNode made = created(sketch().init()
                .runtime(new RuntimeOptions(
                        new Privileges(false, true, List.of("NET_ADMIN"), List.of("CHOWN")),
                        List.of("no-new-privileges"),
                        Map.of("nofile", new Ulimit(123, 456)),
                        Map.of("net.core.somaxconn", "321"),
                        OptionalLong.of(8 << 20),
                        new Resources(
                                OptionalLong.of(500_000_000),
                                OptionalLong.of(64 << 20),
                                OptionalLong.of(32 << 20),
                                OptionalLong.of(77)),
                        Optional.of(new Logging("json-file", Map.of("max-size", "1m")))))
                .shell("""
                        ulimit -Sn; ulimit -Hn; cat /proc/sys/net/core/somaxconn; stat -f -c '%b %S' /dev/shm
                        cat /proc/1/comm; touch /x 2>&1; grep -E 'CapEff|NoNewPrivs' /proc/self/status""")
                .spec());
        runtime.startContainer(name);
        List<String> lines = output();
        assertThat(lines).startsWith("123", "456", "321", "2048 4096");
        assertThat(String.join("\n", lines)).contains("Read-only file system").containsPattern("NoNewPrivs:\\s+1");
        long capabilities = Long.parseLong(
                lines.stream()
                        .filter(l -> l.startsWith("CapEff"))
                        .findFirst()
                        .orElseThrow()
                        .split("\\s+")[1],
                16);
        assertThat(capabilities & 1).as("CHOWN").isZero();
        assertThat(capabilities >> 12 & 1).as("NET_ADMIN").isEqualTo(1);
        JsonNode host = made.path("HostConfig");
        assertThat(host.path("Init").asBoolean()).isTrue();
        assertThat(host.path("NanoCpus").asLong()).isEqualTo(500_000_000);
        assertThat(host.path("Memory").asLong()).isEqualTo(64 << 20);
        assertThat(host.path("LogConfig").path("Config").path("max-size").asText())
                .isEqualTo("1m");
    }

    @Test
    void mounts(@TempDir Path folder) throws IOException {
        Path there = Files.writeString(folder.resolve("there"), "of the host");
        Path missing = folder.resolve("missing");
        JsonNode made = created(sketch().mount(new Mount.Bind(there.toString(), "/there", true, false, ""))
                .mount(new Mount.Bind(missing.toString(), "/made", false, true, "rprivate"))
                .mount(new Mount.Tmpfs("/memory", OptionalLong.of(4 << 20), OptionalInt.of(0_1770)))
                .mount(new Mount.Anonymous("/scratch", false))
                .shell(
                        "cat /there; echo; touch /made/x && rm /made/x && echo made; stat -c %a /memory; stat -f -c '%b %S' /memory;"
                                + " touch /scratch/x && echo scratch")
                .spec());
        runtime.startContainer(name);
        assertThat(output()).containsExactly("of the host", "made", "1770", "1024 4096", "scratch");
        assertThat(missing).isEmptyDirectory();
        String anonymous = "";
        for (JsonNode mount : made.path("Mounts")) {
            anonymous = mount.path("Destination").asText().equals("/scratch")
                    ? mount.path("Name").asText()
                    : anonymous;
        }
        String volume = anonymous;
        assertThat(runtime.volumes()).anyMatch(v -> v.name().equals(volume));
        runtime.removeContainer(name);
        assertThat(runtime.volumes()).noneMatch(v -> v.name().equals(volume));
    }

    @Test
    void healthcheck() throws Exception {
        created(sketch().healthcheck(new Healthcheck(
                        Sketch.secrets("CMD-SHELL", "echo fine as can be"),
                        Optional.of(Duration.ofSeconds(1)),
                        Optional.of(Duration.ofSeconds(5)),
                        OptionalInt.of(2),
                        Optional.empty(),
                        Optional.empty()))
                .shell("sleep 60")
                .spec());
        CountDownLatch healthy = new CountDownLatch(1);
        try (AutoCloseable listening = runtime.events(
                event -> {
                    if (event.name().equals(name) && event.action().equals("health_status: healthy")) {
                        healthy.countDown();
                    }
                },
                lost -> {})) {
            assertThat(listening).isNotNull();
            runtime.startContainer(name);
            assertThat(healthy.await(30, TimeUnit.SECONDS)).isTrue();
        }
        var state = runtime.container(name).orElseThrow().state();
        assertThat(state.health()).isEqualTo(Health.HEALTHY);
        assertThat(state.healthLog()).contains("fine as can be");
    }

    @Test
    void stopSignalAndGrace() {
        JsonNode made = created(sketch().stop("SIGUSR1", Duration.ofMillis(2500))
                .shell("trap 'echo USR1; exit 5' USR1; while :; do sleep 0.1; done")
                .spec());
        assertThat(made.path("Config").path("StopTimeout").asInt()).isEqualTo(3);
        runtime.startContainer(name);
        runtime.exec(name, List.of("true"), line -> {});
        runtime.stopContainer(name, Duration.ofSeconds(20));
        assertThat(runtime.container(name).orElseThrow().state().exitCode()).isEqualTo(5);
    }
}

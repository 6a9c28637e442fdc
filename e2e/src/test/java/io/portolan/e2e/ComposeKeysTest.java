package io.portolan.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.portolan.e2e.Shell.Result;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a Compose file says is what the engine has: the files and what is expected are in {@code resources/keys}. */
@Tag("engine")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ComposeKeysTest {
    private final Portolan portolan = Portolan.up();
    private final String instance = portolan.instance();
    private final Map<String, String> variables = new TreeMap<>();
    private final String foreign = "keys-foreign-" + Portolan.freePort();

    @BeforeAll
    void somebodyElsesThings() {
        Shell.docker("network", "create", foreign).ok();
        Shell.docker("volume", "create", foreign).ok();
        JsonNode container = inspect(Shell.docker(
                        "run",
                        "-d",
                        "--init",
                        "--name",
                        foreign,
                        "--network",
                        foreign,
                        "busybox:latest",
                        "sleep",
                        "infinity")
                .ok()
                .out()
                .strip());
        variables.put("FOREIGN", foreign);
        variables.put("foreign-id", container.path("Id").asText());
        variables.put(
                "foreign-address",
                container
                        .at("/NetworkSettings/Networks")
                        .path(foreign)
                        .path("IPAddress")
                        .asText());
        variables.put(
                "ARCH",
                Shell.docker("version", "-f", "{{.Server.Arch}}").ok().out().strip());
        variables.put("GIVEN", "a given value");
        Stream.of("vda", "sda", "nvme0n1", "xvda")
                .map(d -> "/dev/" + d)
                .filter(d -> Files.exists(Path.of(d)))
                .findFirst()
                .ifPresent(d -> variables.put("DISK", d));
    }

    @AfterAll
    void down() {
        try (portolan) {
            portolan.run("stack", "rm", "keys-external").ok();
        } finally {
            Shell.docker("rm", "-f", foreign).ok();
            Shell.docker("network", "rm", foreign).ok();
            Shell.docker("volume", "rm", foreign).ok();
        }
    }

    static List<KeysFolder> folders() {
        return KeysFolder.all();
    }

    @ParameterizedTest
    @MethodSource("folders")
    void whatTheFileSaysIsWhatTheEngineHas(KeysFolder folder) throws Exception {
        variables.put("PORT", Integer.toString(Portolan.freePort()));
        folder.part("needs")
                .properties()
                .forEach(n -> Assumptions.assumeTrue(
                        Shell.docker("run", "--rm", n.getKey(), "busybox:latest", "true")
                                        .exit()
                                == 0,
                        n.getValue().asText()));
        boolean needsDisk = Files.readString(folder.compose()).contains("${DISK}");
        Assumptions.assumeTrue(!needsDisk || variables.containsKey("DISK"), "no disk of a known name to limit");

        Result deployed = portolan.deploy(folder.compose(), folder.stack(), arguments(folder));
        if (isTooOld(folder.part("since"))) {
            isRefused(folder, deployed, folder.part("since").get("else").asText());
            return;
        }
        if (folder.expected().has("refused")) {
            isRefused(folder, deployed, folder.part("refused").asText());
            return;
        }
        deployed.ok();
        DeployedStack stack = new DeployedStack(folder.stack(), instance);
        assertThat(folder.differences(stack, variables)).isEmpty();
        folder.part("domains").properties().forEach(d -> assertThat(
                        portolan.answer(d.getValue().asText(), "/")
                                .get("greeting")
                                .asText())
                .as(d.getValue().asText())
                .isEqualTo(d.getKey()));
        if (folder.expected().has("stopped")) {
            portolan.run("stack", "stop", folder.stack()).ok();
            folder.part("stopped").properties().forEach(v -> inVolume(stack.volumeName(v.getKey()), v.getValue()));
        }
    }

    private void isRefused(KeysFolder folder, Result deployed, String word) {
        assertThat(deployed.exit()).isNotZero();
        assertThat(deployed.all()).contains(word);
        assertThat(new DeployedStack(folder.stack(), instance).containers())
                .as("nothing of it is left")
                .isEmpty();
    }

    private boolean isTooOld(JsonNode since) {
        String engine = Shell.docker("version", "-f", "{{.Server.APIVersion}}")
                .ok()
                .out()
                .strip();
        return !since.isMissingNode() && minor(engine) < minor(since.get("api").asText());
    }

    private static int minor(String version) {
        return Integer.parseInt(version.substring(version.indexOf('.') + 1));
    }

    private String[] arguments(KeysFolder folder) {
        List<String> arguments = new ArrayList<>();
        variables.forEach((name, value) -> arguments.addAll(List.of("--set", name + "=" + value)));
        folder.part("domains")
                .properties()
                .forEach(d -> arguments.addAll(List.of(
                        "--domain", d.getKey() + "=http://" + d.getValue().asText())));
        return arguments.toArray(String[]::new);
    }

    private static void inVolume(String volume, JsonNode commands) {
        commands.properties().forEach(c -> assertThat(Shell.docker(
                                "run",
                                "--rm",
                                "-v",
                                volume + ":/" + volume.substring(volume.indexOf('.') + 1),
                                "busybox:latest",
                                "sh",
                                "-c",
                                c.getKey())
                        .ok()
                        .out()
                        .stripTrailing())
                .isEqualTo(c.getValue().asText()));
    }

    private static JsonNode inspect(String id) {
        return Shell.docker("inspect", id).ok().json().get(0);
    }
}

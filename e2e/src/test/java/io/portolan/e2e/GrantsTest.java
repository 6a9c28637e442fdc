package io.portolan.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.portolan.e2e.Shell.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Configs and secrets: what they say, who reads them, and which version of them. */
@Tag("engine")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class GrantsTest {
    private static final String GRANTED = """
            services:
              db:
                image: busybox:latest
                command: sleep infinity
                init: true
                configs:
                  - file
                  - {source: text, target: /etc/text.conf, uid: "103", gid: "104", mode: 0440}
                secrets:
                  - password
                  - {source: password, target: own, uid: "1000", mode: 0400}
              web:
                image: busybox:latest
                command: sleep infinity
                init: true
                volumes: [".:/app", "./.portolan:/own"]
            configs:
              file: {file: ./site/file.conf}
              text: {content: "port=80"}
            secrets:
              password: {environment: PASSWORD}
            """;

    private static final String ROTATED = """
            services:
              db:
                image: busybox:latest
                command: sleep infinity
                init: true
                volumes: ["data:/data"]
                secrets: [password]
                post_start: [{command: ["COMMAND"]}]
            volumes: {data: {}}
            secrets: {password: {environment: PASSWORD}}
            """;

    private static final String SPY = """
            services:
              spy:
                image: busybox:latest
                command: sleep infinity
                KEY
            """;

    private final Portolan portolan = Portolan.up();

    @AfterAll
    void down() {
        portolan.close();
    }

    @Test
    void saysWhatTheFileSaysToTheServiceThatIsGrantedItAlone(@TempDir Path folder) throws IOException {
        Files.writeString(Files.createDirectories(folder.resolve("site")).resolve("file.conf"), "of a file");
        Files.writeString(Files.createDirectories(folder.resolve(".portolan")).resolve("zed"), "a person's own");
        Path compose = Files.writeString(folder.resolve("compose.yaml"), GRANTED);
        portolan.deploy(compose, "granted", "--set", "PASSWORD=topsecret").ok();
        DeployedStack stack = new DeployedStack("granted", portolan.instance());

        assertThat(stack.inside("db", "cat /file; echo; cat /etc/text.conf; stat -c ' %u:%g %a' /etc/text.conf"))
                .isEqualTo("of a file\nport=80 103:104 440");
        assertThat(stack.inside("db", "cd /run/secrets; cat password own; stat -c ' %u:%g %a' password own"))
                .isEqualTo("topsecrettopsecret 0:0 444\n 1000:0 400");
        assertThat(stack.inside("db", "echo evil >/run/secrets/password")).contains("Read-only file system");

        assertThat(stack.inside("web", "cat /app/site/file.conf; echo; cat /own/zed"))
                .isEqualTo("of a file\na person's own");
        assertThat(stack.inside("web", "grep -rl topsecret /app /own /run; find /app /own -name '*password*'"))
                .isEmpty();
        portolan.run("stack", "rm", "granted").ok();
        assertThat(grants("granted")).isEmpty();
    }

    @Test
    void aContainerKeepsWhatCameWithItsOwnDeploy(@TempDir Path folder) throws IOException {
        Path good = Files.writeString(folder.resolve("good.yaml"), ROTATED.replace("COMMAND", "true"));
        Path bad = Files.writeString(folder.resolve("bad.yaml"), ROTATED.replace("COMMAND", "false"));
        portolan.deploy(good, "rotated", "--set", "PASSWORD=one").ok();
        List<String> first = grants("rotated");
        assertThat(first).hasSize(1);

        Result failed = portolan.deploy(bad, "rotated", "--set", "PASSWORD=two");
        assertThat(failed.exit()).isNotZero();
        assertThat(password()).isEqualTo("one");
        assertThat(grants("rotated")).isEqualTo(first);

        portolan.deploy(good, "rotated", "--set", "PASSWORD=two").ok();
        assertThat(password()).isEqualTo("two");
        assertThat(grants("rotated")).hasSize(1).isNotEqualTo(first);

        portolan.run("stack", "rollback", "rotated", "1").ok();
        assertThat(password()).isEqualTo("one");
        assertThat(grants("rotated")).isEqualTo(first);

        aContainerOfAnotherStackIsNotShared(folder);
    }

    private void aContainerOfAnotherStackIsNotShared(Path folder) throws IOException {
        DeployedStack stack = new DeployedStack("rotated", portolan.instance());
        String id = stack.container("db").path("Id").asText();
        for (String key : List.of(
                "volumes_from: ['container:" + stack.containerName("db") + "']",
                "volumes_from: ['container:" + id + "']",
                "network_mode: container:" + id.substring(0, 12),
                "pid: container:" + id,
                "volumes_from: ['container:" + portolan.proxy() + "']")) {
            Path spy = Files.writeString(folder.resolve("spy.yaml"), SPY.replace("KEY", key));
            Result refused = portolan.deploy(spy, "spy");
            assertThat(refused.exit()).as(key).isNotZero();
            assertThat(refused.all()).as(key).contains("container.private");
        }
    }

    private String password() {
        return new DeployedStack("rotated", portolan.instance()).inside("db", "cat /run/secrets/password");
    }

    private List<String> grants(String stack) {
        return Shell.docker(
                        "volume",
                        "ls",
                        "-q",
                        "--filter",
                        "label=portolan.role=grants",
                        "--filter",
                        "label=portolan.stack.name=" + stack,
                        "--filter",
                        "label=portolan.instance=" + portolan.instance())
                .ok()
                .out()
                .lines()
                .toList();
    }
}

package io.portolan.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.portolan.cli.Shell.Ran;
import io.portolan.cli.client.Json;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ComposeCommandsTest {
    @TempDir
    Path folder;

    @BeforeEach
    void files() throws Exception {
        write("good/compose.yaml", """
                services:
                  web:
                    image: nginx:${TAG:?which one}
                    environment:
                      - SERVICE_FQDN_WEB_80
                      - PASSWORD=${SERVICE_PASSWORD_WEB}
                """);
        write("bad/stack.yml", """
                services:
                  web:
                    image: nginx:1
                    imag: nginx
                """);
        write("good/values.yaml", "replicas: 3\n");
        write(".hidden/compose.yaml", "services: [");
        write("tag.env", "TAG=1.29\n");
    }

    private void write(String path, String content) throws Exception {
        Path file = folder.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
    }

    private Ran run(String... args) {
        return new Shell(folder).run(args);
    }

    @Test
    void checkOfAFolderFindsItsComposeFilesAndSaysWhatIsWrong() {
        Ran ran = run("compose", "check", ".", "--env-file", "tag.env");
        assertThat(ran.exitCode()).isEqualTo(3);
        assertThat(ran.err())
                .startsWith("refused  bad/stack.yml\nbad/stack.yml:4:5: error: ")
                .endsWith("2 files: 1 ok, 1 refused\n")
                .doesNotContain("values.yaml")
                .doesNotContain("hidden");
        assertThat(ran.out()).isEqualTo("ok       good/compose.yaml  1 service\n");
        assertThat(run("compose", "check", "bad").out()).isEmpty();
    }

    @Test
    void checkAsJsonIsOneDocument() throws Exception {
        Ran ran = run("compose", "check", "bad", "good/compose.yaml", "--env-file", "tag.env", "--json");
        assertThat(ran.exitCode()).isEqualTo(3);
        JsonNode files = Json.parse(ran.out()).path("files");
        assertThat(files).hasSize(2);
        assertThat(files.get(0).path("ok").asBoolean()).isFalse();
        JsonNode diagnostic = files.get(0).path("diagnostics").get(0);
        assertThat(diagnostic.path("severity").asText()).isEqualTo("error");
        assertThat(diagnostic.path("path").asText()).isEqualTo("bad/stack.yml");
        assertThat(diagnostic.path("line").asInt()).isEqualTo(4);
        assertThat(files.get(1).path("services").asInt()).isEqualTo(1);
        assertThat(files.get(1).path("needs").isArray()).isTrue();
        assertThat(files.get(1).path("diagnostics")).isEmpty();
    }

    @Test
    void optionsOfEveryCommandMayStandBeforeItsName() {
        Ran after = run("compose", "check", "good", "--json");
        assertThat(run("--json", "compose", "check", "good").out()).isEqualTo(after.out());
        assertThat(run("compose", "--json", "check", "good").out()).isEqualTo(after.out());
    }

    @Test
    void checkOfGoodFilesSucceeds() {
        assertThat(run("compose", "check", "good", "--env-file", "tag.env").exitCode())
                .isZero();
        assertThat(run("compose", "check", "good").out())
                .isEqualTo("ok       good/compose.yaml  1 service, needs TAG\n");
        assertThat(run("compose", "config", "good/compose.yaml").err()).contains("which one");
        assertThat(run("compose", "check", "missing.yaml").exitCode()).isEqualTo(3);
        assertThat(run("compose", "check", "good", "--env-file", "missing.env").exitCode())
                .isEqualTo(3);
    }

    @Test
    void folderWithoutComposeFilesIsWrongUse() throws Exception {
        Files.createDirectory(folder.resolve("empty"));
        assertThat(run("compose", "check", "empty").exitCode()).isEqualTo(2);
    }

    @Test
    void configPrintsTheCanonicalForm() throws Exception {
        Ran ran = run("compose", "config", "good/compose.yaml", "--env-file", "tag.env");
        assertThat(ran.exitCode()).as(ran.err()).isZero();
        JsonNode config = Json.parse(ran.out());
        assertThat(config.path("name").asText()).isEqualTo("good");
        assertThat(config.path("services").path("web").path("image").asText()).isEqualTo("nginx:1.29");
        assertThat(run("compose", "config", "bad/stack.yml").exitCode()).isEqualTo(3);
    }

    @Test
    void deployCarriesWhatTheFileRefersToAndNamesPlacesAsSeenFromHere() throws Exception {
        try (FakeDaemon daemon = new FakeDaemon()) {
            write("good/compose.yaml", "services:\n  web:\n    image: nginx\n    env_file: web.env\n");
            write("good/web.env", "A=1\n");
            daemon.json("POST " + Documents.BLOG + "/plans", 200, Documents.PLAN_REFUSED);
            Ran ran = Shell.on(daemon, folder)
                    .run("stack", "plan", "-f", "good/compose.yaml", "--name", "blog", "--env-file", "tag.env");
            assertThat(ran.err()).startsWith("good/compose.yaml:9:7: error: ");
            JsonNode body =
                    Json.parse(daemon.last("POST " + Documents.BLOG + "/plans").body());
            assertThat(body.path("files")).hasSize(2);
            assertThat(body.path("files").get(1).path("path").asText()).isEqualTo("web.env");
            assertThat(body.path("files").get(1).path("content").asText()).isEqualTo("QT0xCg==");
            assertThat(body.path("variables").path("TAG").asText()).isEqualTo("1.29");
            Ran missing = Shell.on(daemon, folder).run("stack", "plan", "-f", "none.yaml", "--name", "blog");
            assertThat(missing.exitCode()).isEqualTo(3);
        }
    }

    @Test
    void severalFilesAreOneStack() throws Exception {
        write(
                "good/over.yaml",
                "services: {web: {image: 'other:${X:-x}', ports: ['80']}, b: {image: b, profiles: [p]}}");
        Ran config = run(
                "compose",
                "config",
                "-f",
                "good/compose.yaml",
                "-f",
                "good/over.yaml",
                "--set",
                "TAG=1",
                "--set",
                "X=2");
        assertThat(config.exitCode()).as(config.err()).isZero();
        JsonNode services = Json.parse(config.out()).path("services");
        assertThat(services.path("web").path("image").asText()).isEqualTo("other:2");
        assertThat(services.has("b")).isFalse();
        Ran check = run(
                "compose",
                "check",
                "-f",
                "good/compose.yaml",
                "-f",
                "good/over.yaml",
                "--env-file",
                "tag.env",
                "--profile",
                "p");
        assertThat(check.out()).contains("ok       good/compose.yaml, good/over.yaml  2 services");
        assertThat(run("compose", "check").exitCode()).isEqualTo(2);
    }

    @Test
    void anEnvFileTakesThePlaceOfTheOneBesideTheComposeFile() throws Exception {
        write("good/.env", "TAG=dot\nOTHER=dot\n");
        write("good/env.yaml", "services: {web: {image: 'x:${TAG}-${OTHER:-none}'}}");
        assertThat(run("compose", "config", "good/env.yaml").out()).contains("x:dot-dot");
        assertThat(run("compose", "config", "good/env.yaml", "--env-file", "tag.env")
                        .out())
                .contains("x:1.29-none");
    }

    @Test
    void deployCarriesAllFilesAndProfiles() throws Exception {
        try (FakeDaemon daemon = new FakeDaemon()) {
            write("good/over.yaml", "include: [sub/c.yaml]\nservices: {web: {image: x}}");
            write("good/sub/c.yaml", "services: {c: {image: c, env_file: c.env}}");
            write("good/sub/c.env", "C=1");
            daemon.json("POST " + Documents.BLOG + "/plans", 200, Documents.PLAN_REFUSED);
            Shell.on(daemon, folder)
                    .run(
                            "stack",
                            "plan",
                            "-f",
                            "good/compose.yaml",
                            "-f",
                            "good/over.yaml",
                            "--name",
                            "blog",
                            "--profile",
                            "p",
                            "--network",
                            "front=own");
            JsonNode body =
                    Json.parse(daemon.last("POST " + Documents.BLOG + "/plans").body());
            assertThat(body.path("composeFiles")).hasSize(2);
            assertThat(body.path("profiles").get(0).asText()).isEqualTo("p");
            assertThat(body.path("networks").path("front").asText()).isEqualTo("own");
            assertThat(body.path("files").findValuesAsText("path"))
                    .containsExactly("compose.yaml", "over.yaml", "sub/c.env", "sub/c.yaml");
            Ran outside = Shell.on(daemon, folder)
                    .run("stack", "plan", "-f", "good/compose.yaml", "-f", "bad/stack.yml", "--name", "blog");
            assertThat(outside.exitCode()).isEqualTo(3);
            assertThat(outside.err() + outside.out()).contains("is not in the folder of");
        }
    }
}

package io.portolan.cli;

import static io.portolan.cli.Documents.BLOG;
import static io.portolan.cli.Documents.DEPLOYMENTS;
import static io.portolan.cli.Documents.deployment;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.portolan.cli.Shell.Ran;
import io.portolan.cli.client.Json;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AppCommandsTest {
    private static final String PLANS = "POST " + BLOG + "/plans";

    @TempDir
    Path folder;

    private final FakeDaemon daemon = new FakeDaemon();

    @AfterEach
    void stop() {
        daemon.close();
    }

    @Test
    void anApplicationGoesTheWayOfAComposeFileOfOneService() throws Exception {
        daemon.json(PLANS, 200, Documents.PLAN)
                .json("POST " + DEPLOYMENTS, 202, deployment("running", ""))
                .events("GET " + DEPLOYMENTS + "/d1/events", Documents.EVENTS)
                .json("GET " + DEPLOYMENTS + "/d1", 200, deployment("succeeded", ""));
        Ran ran = Shell.on(daemon, folder)
                .run(
                        "app",
                        "deploy",
                        "--name",
                        "blog",
                        "--image",
                        "ghost:5",
                        "--domain",
                        "http://blog.localhost",
                        "--container-port",
                        "2368",
                        "--replicas",
                        "2",
                        "--env",
                        "PRICE=$5",
                        "--yes");
        assertThat(ran.exitCode()).as(ran.err()).isZero();

        JsonNode body = Json.parse(daemon.last(PLANS).body());
        assertThat(body.path("domains"))
                .isEqualTo(Json.parse(
                        "[{\"service\":\"blog\",\"url\":\"http://blog.localhost\",\"containerPort\":2368}]"));
        assertThat(body.path("joinDestination")).isEqualTo(Json.parse("[\"blog\"]"));
        byte[] file = Base64.getDecoder().decode(body.at("/files/0/content").asText());
        assertThat(Json.parse(new String(file, StandardCharsets.UTF_8))).isEqualTo(Json.parse("""
                {"services":{"blog":{"image":"ghost:5","deploy":{"replicas":2},"expose":["2368"],
                 "environment":{"PRICE":"$$5"}}}}"""));
    }

    @Test
    void onlyStacksOfOneServiceAreApplications() {
        daemon.json("GET " + BLOG.substring(0, BLOG.lastIndexOf('/')), 200, """
                {"items":[{"name":"blog","id":"s1","status":"running","revision":3,"services":2,"domains":[],"createdAt":"2026-02-27T12:00:00Z"},
                {"name":"shop","id":"s2","status":"running","revision":1,"services":1,"domains":[],"createdAt":"2026-03-01T11:59:30Z"}],"next":null}""");
        assertThat(Shell.on(daemon, folder).run("app", "ls").out())
                .contains("shop")
                .doesNotContain("blog");
    }

    @Test
    void anApplicationWithoutAnImageIsWrongUse() {
        assertThat(Shell.on(daemon, folder)
                        .run("app", "deploy", "--name", "blog")
                        .exitCode())
                .isEqualTo(2);
        assertThat(daemon.requests()).isEmpty();
    }
}

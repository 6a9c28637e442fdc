package io.portolan.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import io.portolan.e2e.Shell.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** What programs rely on: under {@code --json} each command prints what its schema says, and nothing else. */
@Tag("engine")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class SchemaTest {
    /** A second document behind the first is a mistake, not something to overlook. */
    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private final Portolan portolan = Portolan.up();

    private Path folder;
    private String file = "";

    @BeforeAll
    void deploy(@TempDir Path temporary) throws IOException {
        folder = temporary;
        file = compose("one");
        Result deployed = portolan.run("stack", "deploy", "-f", file, "--name=shop", "--yes", "--json")
                .ok();
        List<String> lines = deployed.out().lines().toList();
        assertThat(lines).hasSizeGreaterThan(3);
        lines.subList(0, lines.size() - 1).forEach(line -> assertValid("progress", line));
        assertValid("deployment", lines.getLast());
    }

    @AfterAll
    void purge() {
        portolan.close();
    }

    @Test
    @Order(1)
    void up() {
        assertThat(document("up", portolan.upAgain("--json").ok())
                        .get("httpPort")
                        .asInt())
                .isEqualTo(portolan.httpPort());
    }

    @Test
    @Order(2)
    void files() throws IOException {
        JsonNode checked = document(
                "compose-check",
                portolan.run("compose", "check", file, "--json").ok());
        assertThat(checked.get("files")).hasSize(1);
        Path bad = Files.writeString(folder.resolve("bad.yaml"), "services: {web: {imag: x}}\n");
        document(
                "compose-check",
                portolan.run("compose", "check", bad.toString(), "--json").exit(3));
        JsonNode canonical =
                json(portolan.run("compose", "config", file, "--json").ok().out());
        assertThat(canonical.get("services").has("web")).isTrue();
        document(
                "problem",
                portolan.run("compose", "config", bad.toString(), "--json").exit(3));
    }

    @Test
    @Order(3)
    void stacks() throws IOException {
        JsonNode plan = document(
                "stack-plan",
                portolan.run("stack", "plan", "-f", compose("two"), "--name=shop", "--json")
                        .ok());
        assertThat(plan.get("steps")).isNotEmpty();
        assertThat(document("stack-list", portolan.run("stack", "ls", "--json").ok())
                        .get("items"))
                .hasSize(1);
        document("stack-show", portolan.run("stack", "show", "shop", "--json").ok());
        assertThat(document(
                                "revision-list",
                                portolan.run("stack", "revisions", "shop", "--json")
                                        .ok())
                        .get("items"))
                .hasSize(1);
        Result logs = portolan.run("stack", "logs", "shop", "--json").ok();
        assertThat(logs.out()).contains("listening on port");
        logs.out().lines().forEach(line -> assertValid("log-line", line));
        Result exec = portolan.run("stack", "exec", "shop", "web", "--json", "--", "echo", "hello")
                .ok();
        assertThat(exec.out()).contains("hello");
        exec.out().lines().forEach(line -> assertValid("exec-line", line));
        for (String verb : List.of("restart", "stop", "start")) {
            document("done", portolan.run("stack", verb, "shop", "--json").ok());
        }
    }

    @Test
    @Order(4)
    void whatIs() {
        document(
                "domain",
                portolan.run("domain", "add", "shop", "web", "http://shop.localhost", "--json")
                        .ok());
        assertThat(document(
                                "domain-list",
                                portolan.run("domain", "ls", "--json").ok())
                        .get("items"))
                .hasSize(1);
        document(
                "destination",
                portolan.run("destination", "add", "more", "--json").ok());
        assertThat(document(
                                "destination-list",
                                portolan.run("destination", "ls", "--json").ok())
                        .get("items"))
                .hasSize(2);
        JsonNode networks =
                document("network-list", portolan.run("network", "ls", "--json").ok());
        assertThat(networks.get("items")).isNotEmpty();
        for (JsonNode network : networks.get("items")) {
            String name = network.get("name").asText();
            document(
                    "network-show",
                    portolan.run("network", "show", name, "--json").ok());
            document(
                    "network-reach",
                    portolan.run("network", "show", name, "--reach", "--json").ok());
        }
        assertThat(document("port-list", portolan.run("port", "ls", "--json").ok())
                        .get("items"))
                .isNotEmpty();
        assertThat(document("route-list", portolan.run("route", "ls", "--json").ok())
                        .get("items"))
                .isNotEmpty();
        document("status", portolan.run("status", "--json").ok());
        document("reconcile", portolan.run("reconcile", "--json").ok());
        document("reconcile", portolan.run("reconcile", "--dry-run", "--json").ok());
    }

    @Test
    @Order(5)
    void whatIsRefused() {
        document("problem", portolan.run("stack", "show", "nobody", "--json").exit(1));
        document("problem", portolan.run("stack", "shw", "--json").exit(2));
        document(
                "problem",
                portolan.run("domain", "add", "shop", "wep", "http://a.localhost", "--json")
                        .exit(3));
        document(
                "problem",
                portolan.run(Map.of("PORTOLAN_URL", "http://127.0.0.1:1"), List.of("status", "--json"))
                        .exit(4));
        document(
                "problem",
                portolan.run("up", "--json", "--data=" + folder.resolve("no"), "--docker=unix:///no.sock")
                        .exit(1));
    }

    @Test
    @Order(6)
    void whatIsTakenAway() {
        document(
                "done",
                portolan.run("domain", "rm", "http://shop.localhost", "--json").ok());
        document("done", portolan.run("destination", "rm", "more", "--json").ok());
        document(
                "done",
                portolan.run("stack", "rm", "shop", "--volumes", "--json").ok());
    }

    @Test
    @Order(7)
    void downLast() {
        document("done", portolan.run("down", "--json").ok());
    }

    /** Everything on standard output, which has to be one document. */
    private static JsonNode document(String schema, Result result) {
        assertValid(schema, result.out());
        return json(result.out());
    }

    private static void assertValid(String schema, String json) {
        assertThat(schema(schema).validate(json(json)))
                .as("%s: %s", schema, json)
                .isEmpty();
    }

    private static JsonSchema schema(String name) {
        Path file = Lab.repository().resolve("docs/reference/schemas").resolve(name + ".json");
        try {
            return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                    .getSchema(MAPPER.readTree(Files.readString(file)));
        } catch (IOException e) {
            throw new AssertionError("no schema " + file, e);
        }
    }

    private static JsonNode json(String text) {
        try {
            JsonNode document = MAPPER.readTree(text);
            assertThat(document.isMissingNode())
                    .as("nothing on standard output")
                    .isFalse();
            return document;
        } catch (JsonProcessingException e) {
            throw new AssertionError("not one JSON document: " + text, e);
        }
    }

    private String compose(String greeting) throws IOException {
        return Files.writeString(folder.resolve(greeting + ".yaml"), """
                services:
                  web:
                    image: portolan-test/http:1
                    environment: {GREETING: %s}
                    expose: [8080]
                    ports: ["%d:8080"]
                    volumes: [data:/data]
                volumes: {data: {}}
                """.formatted(greeting, Portolan.freePort()))
                .toString();
    }
}

package io.portolan.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.portolan.e2e.Shell.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What people get wrong, and what breaks below them: told in words that help, with what ran before left as it was. */
@Tag("engine")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BadInputTest {
    private static final Duration SOON = Duration.ofSeconds(60);

    private final Portolan portolan = Portolan.up();

    private Path folder;

    @BeforeAll
    void useFolder(@TempDir Path temporary) {
        folder = temporary;
    }

    @AfterEach
    void removeStacks() {
        portolan.run("stack", "ls", "--json").ok().json().get("items").forEach(s -> portolan.run(
                        "stack", "rm", s.get("name").asText(), "--volumes")
                .ok());
    }

    @AfterAll
    void down() {
        portolan.close();
    }

    @Test
    void whatIsNotYaml() throws IOException {
        assertRefused("services: [\n  a: {\n", ":3:1:", "not YAML");
    }

    @Test
    void whatIsNotAMapping() throws IOException {
        assertRefused("- a\n- b\n", ":1:1:", "a list, not a mapping");
    }

    @Test
    void anUnknownKeyWithTheNearestThatIsKnown() throws IOException {
        assertRefused(
                "services:\n  web:\n    image: busybox:latest\n    enviroment:\n      A: b\n", ":4:5:", "environment");
    }

    @Test
    void aRequiredVariableThatIsNotSet() throws IOException {
        assertRefused(
                "services:\n  web:\n    image: busybox:latest\n    environment:\n      A: ${A:?say who you are}\n",
                ":5:10:",
                "say who you are");
    }

    @Test
    void aliasesThatMultiply() throws IOException {
        StringBuilder bomb = new StringBuilder("x-a: &a [lol, lol, lol, lol, lol, lol, lol, lol, lol]\n");
        for (char c = 'b'; c <= 'i'; c++) {
            String nine = ("*" + (char) (c - 1) + ", ").repeat(8) + "*" + (char) (c - 1);
            bomb.append("x-%c: &%c [%s]\n".formatted(c, c, nine));
        }
        assertRefused(bomb + "services:\n  web:\n    image: busybox\n    labels: *i\n", "alias");
    }

    @Test
    void aFileOfTenMegabytes() throws IOException {
        String variables = IntStream.range(0, 110_000)
                .mapToObj(i -> "      K" + i + ": \"" + "x".repeat(80) + "\"\n")
                .collect(Collectors.joining());
        assertRefused("services:\n  web:\n    image: busybox\n    environment:\n" + variables, "bytes");
    }

    @Test
    void aCycleOfDependencies() throws IOException {
        assertRefused("""
                services:
                  a: {image: busybox, depends_on: [b]}
                  b: {image: busybox, depends_on: [c]}
                  c: {image: busybox, depends_on: [a]}
                """, ":2:36:", "a → b → c → a");
    }

    private void assertRefused(String text, String... words) throws IOException {
        List<String> before = portolan.made();

        Result refused = portolan.deploy(file(text), "site").exit(3);

        assertThat(refused.all()).contains(words).doesNotContain("\tat ", "Exception");
        assertThat(portolan.made()).isEqualTo(before);
        assertThat(portolan.run("stack", "ls", "--json").ok().json().get("items"))
                .isEmpty();
    }

    @Test
    void aFirstDeployThatFailsLeavesNothingHalfMade() throws IOException {
        List<String> before = portolan.made();

        Result failed = portolan.deploy(file("""
                services:
                  web:
                    image: portolan-test/http:1
                    environment: {EXIT_CODE: "7", EXIT_MESSAGE: the licence has run out}
                    volumes: [data:/data]
                volumes: {data: {}}
                """), "site", "--domain", "web=http://site.localhost")
                .exit(1);

        assertThat(failed.err())
                .contains("exit code 7", "the licence has run out", "deploy again")
                .doesNotContain("\tat ");
        JsonNode show = portolan.show("site");
        assertThat(show.get("status").asText()).isEqualTo("failed");
        assertThat(show.get("lastFailure").asText()).contains("the licence has run out");
        List<String> kept = portolan.made().stream()
                .filter(thing -> !before.contains(thing))
                .toList();
        assertThat(kept).allSatisfy(thing -> assertThat(thing).startsWith("volume "));
        assertThat(show.get("volumes")).hasSameSizeAs(kept);
        portolan.run("stack", "rm", "site", "--volumes").ok();
        assertThat(portolan.made()).isEqualTo(before);
    }

    @Test
    void anImageThatDoesNotExist() throws IOException {
        assertGoesOnServing("""
                services:
                  web:
                    image: portolan-test/there-is-no-such-image:9
                    expose: [8080]
                """, "portolan-test/there-is-no-such-image:9", "check the image's name");
    }

    @Test
    void aContainerThatEndsAtOnce() throws IOException {
        assertGoesOnServing("""
                services:
                  web:
                    image: portolan-test/http:1
                    environment: {EXIT_CODE: "7", EXIT_MESSAGE: the licence has run out}
                    restart: "no"
                """, "exit code 7", "the licence has run out");
    }

    @Test
    void aHealthCheckThatNeverPasses() throws IOException {
        assertGoesOnServing("""
                services:
                  web:
                    image: portolan-test/http:1
                    healthcheck: {test: echo the database is asleep; exit 1, interval: 1s, retries: 1}
                """, "health check", "the database is asleep");
    }

    /** The good revision answers before, and all the while the bad one fails, and afterwards, in the same container. */
    private void assertGoesOnServing(String bad, String... words) throws IOException {
        portolan.deploy(file(site("", "good")), "site", "--domain", "web=http://site.localhost")
                .ok();
        String serving = portolan.container("site", "web");
        List<String> before = portolan.made();

        try (Visitors visitors = Visitors.of(portolan, "site.localhost", "/")) {
            Result failed = portolan.deploy(file(bad), "site").exit(1);
            assertThat(failed.err()).contains(words).doesNotContain("\tat ");
            assertThat(visitors.failures()).isEmpty();
            assertThat(visitors.served()).isPositive();
        }

        assertThat(portolan.container("site", "web")).isEqualTo(serving);
        assertThat(portolan.made()).isEqualTo(before);
        assertThat(portolan.show("site").get("status").asText()).isEqualTo("running");
        assertThat(portolan.show("site").get("lastFailure").asText()).contains(words[0]);
    }

    @Test
    void aServiceThatHadToBeStoppedFirstIsStartedAgain() throws IOException {
        String volumes = "volumes: [data:/data]";
        portolan.deploy(
                        file(site(volumes, "good") + "volumes: {data: {}}\n"),
                        "site",
                        "--domain",
                        "web=http://s.localhost")
                .ok();

        Result failed = portolan.deploy(file("""
                services:
                  web:
                    image: portolan-test/http:1
                    environment: {EXIT_CODE: "3", EXIT_MESSAGE: no such column}
                    volumes: [data:/data]
                    restart: "no"
                volumes: {data: {}}
                """), "site").exit(1);

        assertThat(failed.err()).contains("exit code 3", "no such column");
        Portolan.eventually("the former container serves again", SOON, () -> portolan.visit("s.localhost", "/")
                .filter(a -> a.body().contains("good"))
                .isPresent());
        assertThat(portolan.containers("site"))
                .singleElement()
                .satisfies(c -> assertThat(c.get("state").asText()).isEqualTo("running"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a b", "../etc", "Shop", "shop☕", "-shop", ""})
    void namesWithOddCharacters(String name) throws IOException {
        assertNameRefused(name);
    }

    @Test
    void aNameOfTwoHundredCharacters() throws IOException {
        assertNameRefused("n".repeat(200));
    }

    private void assertNameRefused(String name) throws IOException {
        List<String> before = portolan.made();
        Path file = file(site("", "good"));
        for (List<String> command : List.of(
                List.of("stack", "deploy", "-f", file.toString(), "--name=" + name, "--yes"),
                List.of("stack", "rm", "--", name),
                List.of("destination", "add", "--", name))) {
            Result refused = portolan.run(command);
            assertThat(refused.exit()).as(refused.toString()).isIn(2, 3);
            assertThat(refused.err()).contains("name").doesNotContain("\tat ", "unexpected");
        }
        assertThat(portolan.made()).isEqualTo(before);
    }

    private static String site(String more, String greeting) {
        return """
                services:
                  web:
                    image: portolan-test/http:1
                    environment: {GREETING: %s}
                    expose: [8080]
                    %s
                """.formatted(greeting, more);
    }

    private Path file(String text) throws IOException {
        return Files.writeString(folder.resolve("compose.yaml"), text);
    }
}

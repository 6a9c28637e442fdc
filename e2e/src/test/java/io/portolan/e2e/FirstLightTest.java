package io.portolan.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.portolan.e2e.Shell.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** The main job: a Compose file that nobody here wrote goes in, and its site answers at a domain. */
@Tag("engine")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class FirstLightTest {
    private static final String DOMAIN = "wordpress=http://blog.localhost";

    @TempDir
    Path folder;

    private Portolan portolan;
    private Path file;

    @BeforeAll
    void up() {
        file = Lab.corpus("coolify/wordpress-with-mariadb.yaml");
        portolan = Portolan.up();
    }

    @AfterAll
    void down() {
        if (portolan != null) {
            portolan.close();
        }
    }

    @Test
    @Order(1)
    void planShowsEveryStepWithItsReasonAndChangesNothing() {
        JsonNode plan = portolan.plan(file, "blog", "--domain", DOMAIN).ok().json();

        List<String> actions = texts(plan.get("steps"), "action");
        assertThat(actions)
                .contains(
                        "create-network",
                        "create-volume",
                        "pull-image",
                        "run-container",
                        "publish-routes",
                        "await-route");
        assertThat(texts(plan.get("steps"), "reason"))
                .allSatisfy(reason -> assertThat(reason).isNotBlank());
        assertThat(plan.get("id").asText()).isNotBlank();
        assertThat(portolan.run("stack", "ls", "--json").ok().json().get("items"))
                .isEmpty();
        assertThat(volumes()).isEmpty();
    }

    @Test
    @Order(2)
    void deployReturnsWhenTheSiteAnswers() {
        Result deployed = portolan.deploy(file, "blog", "--domain", DOMAIN).ok();

        assertThat(deployed.out()).contains("http://blog.localhost");
        assertThat(portolan.visit("blog.localhost", "/").orElseThrow().statusCode())
                .isBetween(200, 399);
        assertThat(portolan.visit("blog.localhost", "/wp-admin/install.php")
                        .orElseThrow()
                        .body())
                .contains("WordPress");
    }

    @Test
    @Order(3)
    void theDatabaseIsOnThePrivateNetworkOnlyAndTheSiteOnBoth() {
        assertThat(networksOf("mariadb")).hasSize(1).allSatisfy(n -> assertThat(n)
                .contains("-1-blog"));
        assertThat(networksOf("wordpress"))
                .hasSize(2)
                .anySatisfy(n -> assertThat(n).contains("-1-blog"))
                .anySatisfy(n -> assertThat(n).contains("-2-default"));
    }

    @Test
    @Order(4)
    void showTellsTheTruthAboutEachContainer() {
        JsonNode show = portolan.show("blog");
        assertThat(show.get("status").asText()).isEqualTo("running");
        assertThat(portolan.containers("blog")).hasSize(2).allSatisfy(c -> {
            assertThat(c.get("state").asText()).isEqualTo("running");
            assertThat(c.get("health").asText()).isEqualTo("healthy");
        });
        assertThat(show.get("domains").get(0).get("live").asBoolean()).isTrue();
    }

    @Test
    @Order(5)
    void secretsOfTheStackAreInNoOutput() {
        String password = Shell.docker(
                        "inspect", "-f", "{{range .Config.Env}}{{println .}}{{end}}", container("mariadb"))
                .ok()
                .out()
                .lines()
                .filter(l -> l.startsWith("MYSQL_PASSWORD="))
                .map(l -> l.substring("MYSQL_PASSWORD=".length()))
                .findFirst()
                .orElseThrow();
        assertThat(password).isNotBlank();
        assertThat(portolan.show("blog").toString()).doesNotContain(password);
        assertThat(portolan.plan(file, "blog").ok().out()).doesNotContain(password);
        assertThat(portolan.daemonLog()).doesNotContain(password);
        assertThat(Shell.docker("inspect", "-f", "{{json .Config.Labels}}", container("mariadb"))
                        .out())
                .doesNotContain(password);
    }

    @Test
    @Order(6)
    void deployingTheSameFileAgainPlansNothing() {
        JsonNode plan = portolan.plan(file, "blog", "--domain", DOMAIN).ok().json();
        assertThat(plan.get("steps")).isEmpty();
        String before = container("wordpress");
        portolan.deploy(file, "blog", "--domain", DOMAIN).ok();
        assertThat(container("wordpress")).isEqualTo(before);
    }

    @Test
    @Order(7)
    void aChangedVariableReplacesOneContainer() throws IOException {
        Path changed = folder.resolve("compose.yaml");
        Files.writeString(
                changed,
                Files.readString(file)
                        .replace("WORDPRESS_DB_NAME=wordpress", "WORDPRESS_DB_NAME=wordpress\n      - GREETING=hello"));

        JsonNode plan = portolan.plan(changed, "blog").ok().json();

        List<String> run = StreamSupport.stream(plan.get("steps").spliterator(), false)
                .filter(s -> s.get("action").asText().equals("run-container"))
                .map(s -> s.get("target").asText())
                .toList();
        assertThat(run).singleElement().asString().contains(".wordpress.");
        assertThat(plan.toString()).contains("environment");
    }

    @Test
    @Order(8)
    void removingKeepsTheVolumesAndTheSecretsThatTheirDataWasMadeWith() {
        List<String> volumes = volumes();
        portolan.run("stack", "rm", "blog").ok();

        assertThat(portolan.run("stack", "ls", "--json").ok().json().get("items"))
                .isEmpty();
        assertThat(Shell.docker("ps", "-aq", "--filter", "label=portolan.role=app", "--filter", mine())
                        .out())
                .isBlank();
        assertThat(volumes()).isNotEmpty().isEqualTo(volumes);
        assertThat(portolan.code("blog.localhost")).isEqualTo(404);

        portolan.deploy(file, "blog", "--domain", DOMAIN).ok();
        assertThat(volumes()).isEqualTo(volumes);
        assertThat(portolan.visit("blog.localhost", "/wp-admin/install.php")
                        .orElseThrow()
                        .body())
                .contains("WordPress")
                .doesNotContain("Error establishing a database connection");
    }

    @Test
    @Order(9)
    void removingWithVolumesLeavesNothing() {
        portolan.run("stack", "rm", "blog", "--volumes").ok();

        assertThat(volumes()).isEmpty();
        assertThat(Shell.docker("network", "ls", "-q", "--filter", "label=portolan.stack", "--filter", mine())
                        .out())
                .isBlank();
    }

    private String mine() {
        return "label=portolan.instance=" + portolan.instance();
    }

    private List<String> volumes() {
        return Shell.docker("volume", "ls", "-q", "--filter", "label=portolan.stack", "--filter", mine())
                .ok()
                .out()
                .lines()
                .sorted()
                .toList();
    }

    private String container(String service) {
        return portolan.container("blog", service);
    }

    private List<String> networksOf(String service) {
        return Shell.docker(
                        "inspect",
                        "-f",
                        "{{range $k, $v := .NetworkSettings.Networks}}{{println $k}}{{end}}",
                        container(service))
                .ok()
                .out()
                .lines()
                .filter(l -> !l.isBlank())
                .toList();
    }

    private static List<String> texts(JsonNode array, String field) {
        return StreamSupport.stream(array.spliterator(), false)
                .map(n -> n.get(field).asText())
                .toList();
    }
}

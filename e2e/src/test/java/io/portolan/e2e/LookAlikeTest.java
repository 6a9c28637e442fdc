package io.portolan.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What is somebody else's stays as it is, however much its names and labels look like Portolan's own. */
@Tag("engine")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LookAlikeTest {
    private static final String OTHER_INSTANCE = "00000000-0000-4000-8000-00000000000f";
    private static final String FILE = """
            services:
              web: {image: 'portolan-test/http:1', environment: {GREETING: "${WHO}"}, expose: [8080], volumes: ['data:/data']}
              db: {image: 'portolan-test/http:1', networks: [back]}
            volumes: {data: {}}
            networks: {back: {}}
            """;

    private final Portolan portolan = Portolan.up();
    private final Path file = ShopStack.write(FILE);
    private final List<String> containers = new ArrayList<>();
    private final List<String> networks = new ArrayList<>();
    private final List<String> volumes = new ArrayList<>();

    @BeforeAll
    void deployAmongLookAlikes() {
        deploy("first");
        JsonNode labels = Shell.docker("inspect", portolan.container("shop", "web"))
                .ok()
                .json()
                .get(0)
                .at("/Config/Labels");
        String slug = portolan.container("shop", "web").split("\\.", 2)[0];
        String prefix = "ptl-" + portolan.instance().substring(0, 6);
        String stack = labels.get("portolan.stack").asText();

        // Names alone.
        network(prefix + "-1-" + slug + ".front");
        network(prefix + "-1-" + slug + "0");
        network(prefix + "-2-default0");
        network(prefix + "-0-ingress0");
        volume(slug + ".data0");
        volume(slug + "-files");
        volume(slug + "-grants-0123456789abcdef");
        container(slug + ".web.2.deadbeef");
        container(prefix + "-proxy.deadbeef");
        // All labels but whose it is.
        String[] nobodys = {
            "--label=portolan.managed=true", "--label=portolan.stack=" + stack, "--label=portolan.stack.name=shop"
        };
        network("portolan-e2e-nobodys", nobodys);
        network(
                "portolan-e2e-nobodys-destination",
                "--label=portolan.managed=true",
                "--label=portolan.destination=gone");
        volume("portolan-e2e-nobodys", nobodys);
        container(
                "portolan-e2e-nobodys",
                with(
                        nobodys,
                        "--label=portolan.role=app",
                        "--label=portolan.service=web",
                        "--label=portolan.replica=1"));
        container("portolan-e2e-nobodys-proxy", with(nobodys, "--label=portolan.role=proxy"));
        // Another instance's.
        String[] others = with(nobodys, "--label=portolan.instance=" + OTHER_INSTANCE);
        network("portolan-e2e-others", others);
        network(
                "portolan-e2e-others-destination",
                "--label=portolan.instance=" + OTHER_INSTANCE,
                "--label=portolan.destination=gone");
        volume("portolan-e2e-others", others);
        container(slug + ".web.3.deadbeef", with(others, "--label=portolan.role=app", "--label=portolan.service=web"));
        container(
                slug + ".gone.1.deadbeef", with(others, "--label=portolan.role=app", "--label=portolan.service=gone"));
    }

    private void deploy(String who) {
        portolan.deploy(file, "shop", "--set", "WHO=" + who, "--domain", "web=http://shop.localhost")
                .ok();
    }

    private static String[] with(String[] labels, String... more) {
        List<String> all = new ArrayList<>(List.of(labels));
        all.addAll(List.of(more));
        return all.toArray(String[]::new);
    }

    private void network(String name, String... options) {
        Shell.docker(with(new String[] {"network", "create"}, with(options, name)))
                .ok();
        networks.add(name);
    }

    private void volume(String name, String... options) {
        Shell.docker(with(new String[] {"volume", "create"}, with(options, name)))
                .ok();
        volumes.add(name);
        Shell.docker("run", "--rm", "-v", name + ":/v", "busybox:latest", "sh", "-c", "echo mine > /v/letter")
                .ok();
    }

    private void container(String name, String... options) {
        Shell.docker(with(new String[] {"run", "-d", "--name", name}, with(options, "portolan-test/http:1")))
                .ok();
        containers.add(name);
    }

    @AfterAll
    void cleanUp() {
        containers.forEach(c -> Shell.docker("rm", "-f", c).ok());
        networks.forEach(n -> Shell.docker("network", "rm", n).ok());
        volumes.forEach(v -> Shell.docker("volume", "rm", v).ok());
        ShopStack.delete(file);
    }

    /** In the order of a stack's life, since what one step spares another could take. */
    @Test
    void everyLookAlikeOutlivesTheWholeLifeOfAStackAndItsPortolan() {
        List<String> before = all();
        assertThat(before).hasSizeGreaterThan(18);
        String instance = portolan.instance();

        deploy("second");
        untouched("a redeploy", before);
        portolan.run("stack", "restart", "shop").ok();
        assertThat(portolan.containers("shop")).hasSize(2);
        untouched("a restart", before);
        Shell.docker("rm", "-f", portolan.container("shop", "web")).ok();
        portolan.run("reconcile").ok();
        assertThat(portolan.code("shop.localhost")).isEqualTo(200);
        untouched("a repair", before);

        portolan.run("destination", "add", "default0").exit(3);
        portolan.run("destination", "add", "brief").ok();
        portolan.run("destination", "rm", "brief").ok();
        untouched("destinations", before);

        portolan.run("stack", "rm", "shop", "--volumes").ok();
        untouched("the removal of the stack with its volumes", before);

        portolan.close();
        untouched("the purge", before);
        assertThat(Portolan.made(instance)).isEmpty();
    }

    private void untouched(String after, List<String> before) {
        assertThat(all()).as("after " + after).isEqualTo(before);
    }

    /** All that a touch would change: ids, starts, networks, labels, what is written. */
    private List<String> all() {
        List<String> found = new ArrayList<>();
        containers.forEach(c -> found.add(Shell.docker(
                        "inspect",
                        "-f",
                        "{{.Name}} {{.Id}} {{.State.StartedAt}} {{json .NetworkSettings.Networks}} {{json .Config.Labels}}",
                        c)
                .ok()
                .out()
                .strip()));
        networks.forEach(
                n -> found.add(Shell.docker("network", "inspect", n).ok().out().strip()));
        volumes.forEach(
                v -> found.add(Shell.docker("volume", "inspect", v).ok().out().strip()
                        + Shell.docker("run", "--rm", "-v", v + ":/v", "busybox:latest", "cat", "/v/letter")
                                .ok()
                                .out()));
        return found;
    }
}

package io.portolan.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Destinations keep stacks apart and let those meet that are in one; networks of others stay what they are. */
@Tag("engine")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DestinationTest {
    private static final int PORT = 8080;
    private static final String FILE = """
            services:
              web: {image: 'portolan-test/http:1', expose: [8080], environment: {GREETING: "${WHO}"}}
              cache: {image: 'portolan-test/http:1', expose: [8080], environment: {GREETING: "cache of ${WHO}"}}
            """;

    private final Portolan portolan = Portolan.up();
    private final Path file = ShopStack.write(FILE);
    private final List<String> foreign = new ArrayList<>();

    @BeforeAll
    void placeStacks() {
        portolan.run("destination", "add", "east", "--label", "com.example.team=sales")
                .ok();
        portolan.run("destination", "add", "west").ok();
        place("one", "east");
        place("two", "east");
        place("far", "west");
    }

    private void place(String stack, String destination, String... more) {
        List<String> options = new ArrayList<>(List.of(
                "--destination",
                destination,
                "--set",
                "WHO=" + stack,
                "--domain",
                "web=http://" + stack + ".localhost"));
        options.addAll(List.of(more));
        portolan.deploy(file, stack, options.toArray(String[]::new)).ok();
    }

    @AfterAll
    void down() {
        portolan.close();
        foreign.forEach(n -> Shell.docker("network", "rm", n).ok());
        ShopStack.delete(file);
    }

    @Test
    void aNewDestinationHasItsNetworkItsLabelsAndTheProxyAtOnce() {
        JsonNode made = portolan.run(
                        "destination", "add", "fresh", "--subnet", "10.77.4.0/24", "--label", "note=a b", "--json")
                .ok()
                .json();
        assertThat(made.get("status").asText()).isEqualTo("ready");
        assertThat(made.get("subnet").asText()).isEqualTo("10.77.4.0/24");
        String network = made.get("network").asText();
        JsonNode labels = network(network).get("Labels");
        assertThat(labels.get("note").asText()).isEqualTo("a b");
        assertThat(labels.get("portolan.instance").asText()).isEqualTo(portolan.instance());
        assertThat(labels.get("portolan.destination").asText())
                .isEqualTo(made.get("id").asText());
        assertThat(ShopStack.networks(portolan.proxy())).contains(network);

        portolan.run("destination", "rm", "fresh").ok();
        assertThat(Shell.docker("network", "inspect", network).exit()).isEqualTo(1);
        assertThat(portolan.run("destination", "ls").ok().out()).doesNotContain("fresh");
    }

    @Test
    void stacksOfOneDestinationMeetByStableNamesAndOthersDoNot() {
        Packets one = Packets.from(portolan.container("one", "web"));
        assertThat(one.greetedAt(connection("two", "web", "destination"))).isEqualTo("two");

        String far = portolan.container("far", "web");
        assertThat(one.resolve(host(connection("far", "web", "destination")))).isFalse();
        assertThat(one.reachAnyAddressOf(far, PORT)).isFalse();
        assertThat(Packets.from(far).reachAnyAddressOf(portolan.container("one", "web"), PORT))
                .isFalse();
        // What no domain leads to is private, in the same destination too.
        assertThat(one.reachAnyAddressOf(portolan.container("two", "cache"), PORT))
                .isFalse();
        assertThat(Packets.from(portolan.container("two", "web")).greetedAt(connection("two", "cache", "stack")))
                .isEqualTo("cache of two");
    }

    @Test
    void aConnectionStringStaysRightOverRedeploys() {
        String told = connection("two", "web", "destination");
        String before = portolan.container("two", "web");
        place("two", "east", "--set", "WHO=two anew");
        assertThat(portolan.container("two", "web")).isNotEqualTo(before);
        assertThat(connection("two", "web", "destination")).isEqualTo(told);
        assertThat(Packets.from(portolan.container("one", "web")).greetedAt(told))
                .isEqualTo("two anew");
        place("two", "east");
    }

    @Test
    void aServiceJoinsItsDestinationAndLeavesItLive() {
        String container = portolan.container("two", "cache");
        String before = Packets.identity(container);
        Packets one = Packets.from(portolan.container("one", "web"));

        assertThat(portolan.run("stack", "join", "two", "cache").ok().out()).contains("http://cache.two-");
        String told = connection("two", "cache", "destination");
        assertThat(one.greetedAt(told)).isEqualTo("cache of two");
        // A later deploy leaves it there.
        place("two", "east");
        assertThat(one.greetedAt(told)).isEqualTo("cache of two");

        portolan.run("stack", "leave", "two", "cache").ok();
        assertThat(one.resolve(host(told))).isFalse();
        assertThat(one.reachAnyAddressOf(container, PORT)).isFalse();
        assertThat(Packets.identity(container)).isEqualTo(before);
        assertThat(portolan.run("stack", "join", "two", "nobody").exit()).isEqualTo(1);
    }

    @Test
    void aStackIsDeployedWithServicesOnItsDestination() {
        place("joined", "east", "--join-destination", "all");
        assertThat(Packets.from(portolan.container("one", "web"))
                        .greetedAt(connection("joined", "cache", "destination")))
                .isEqualTo("cache of joined");
        portolan.run("stack", "rm", "joined").ok();
        assertThat(portolan.plan(file, "odd", "--set", "WHO=x", "--join-destination", "nobody")
                        .exit(3)
                        .all())
                .contains("there is no service nobody");
    }

    @Test
    void aStackMovesWithoutANewContainerAndKeepsItsVisitors() {
        place("mover", "east");
        String container = portolan.container("mover", "web");
        String before = Packets.identity(container);
        assertThat(portolan.code("mover.localhost")).isEqualTo(200);

        String plan = portolan.plan(file, "mover", "--set", "WHO=mover", "--destination", "west")
                .ok()
                .out();
        assertThat(plan)
                .contains("moves from destination east to west", "connections-reset")
                .doesNotContain("run-container");
        place("mover", "west");

        long asked = System.nanoTime();
        assertThat(portolan.code("mover.localhost")).isEqualTo(200);
        assertThat(Duration.ofNanos(System.nanoTime() - asked)).isLessThan(Duration.ofSeconds(2));
        assertThat(Packets.identity(container)).isEqualTo(before);
        Packets moved = Packets.from(container);
        assertThat(moved.greetedAt(connection("far", "web", "destination"))).isEqualTo("far");
        assertThat(moved.reachAnyAddressOf(portolan.container("one", "web"), PORT))
                .isFalse();
        assertThat(portolan.show("mover").get("destination").asText()).isEqualTo("west");
        portolan.run("stack", "rm", "mover").ok();
    }

    @Test
    void aMoveThatFailsLeavesTheStackWhereItWas() {
        place("stays", "east");
        String container = portolan.container("stays", "web");
        Path broken = ShopStack.write(FILE.replace("GREETING: \"${WHO}\"", "EXIT_CODE: 3"));
        portolan.deploy(broken, "stays", "--set", "WHO=stays", "--destination", "west")
                .exit(1);
        assertThat(portolan.show("stays").get("destination").asText()).isEqualTo("east");
        assertThat(portolan.code("stays.localhost")).isEqualTo(200);
        assertThat(ShopStack.networks(container))
                .anyMatch(n -> n.endsWith("-2-east"))
                .noneMatch(n -> n.endsWith("-2-west"));
        portolan.run("stack", "rm", "stays").ok();
        ShopStack.delete(broken);
    }

    @Test
    void aNetworkOfOthersIsAdoptedAndLetGo() {
        String network = made("portolan-e2e-legacy");
        Shell.docker(
                        "run",
                        "-d",
                        "--name",
                        "portolan-e2e-guest",
                        "--network",
                        network,
                        "--network-alias",
                        "guest",
                        "-e",
                        "GREETING=guest",
                        "portolan-test/http:1")
                .ok();
        try {
            String guest = Packets.identity("portolan-e2e-guest");
            portolan.run("destination", "add", "legacy", "--adopt", network).ok();
            assertThat(ShopStack.networks(portolan.proxy())).contains(network);
            place("settler", "legacy");
            assertThat(portolan.code("settler.localhost")).isEqualTo(200);
            assertThat(Packets.from(portolan.container("settler", "web")).greetedAt("http://guest:8080"))
                    .isEqualTo("guest");

            assertThat(portolan.run("destination", "rm", "legacy").exit(3).err())
                    .contains("used by stack settler")
                    .contains("--destination");
            portolan.run("stack", "rm", "settler").ok();
            portolan.run("destination", "rm", "legacy").ok();

            assertThat(ShopStack.networks(portolan.proxy())).doesNotContain(network);
            assertThat(network(network).get("Labels")).isEmpty();
            assertThat(Packets.identity("portolan-e2e-guest")).isEqualTo(guest);
            assertThat(ShopStack.networks("portolan-e2e-guest")).containsExactly(network);
        } finally {
            Shell.docker("rm", "-f", "portolan-e2e-guest").ok();
        }
    }

    @Test
    void whatCannotBeADestinationIsRefusedWithTheReason() {
        for (String builtIn : List.of("bridge", "host", "none")) {
            refused("engine's own", "destination", "add", "d", "--adopt", builtIn);
        }
        refused("docker network create nowhere", "destination", "add", "d", "--adopt", "nowhere");
        String instance = portolan.instance();
        String own = privateNetwork(portolan, "one");
        refused("private to what Portolan placed on it", "destination", "add", "d", "--adopt", own);
        refused(
                "is a destination of this Portolan",
                "destination",
                "add",
                "d",
                "--adopt",
                own.replaceFirst("-1-one-.*", "-2-east"));
        String others = made("portolan-e2e-other", "--label", "portolan.instance=" + instance.replace('a', 'b') + "0");
        refused("kept by another Portolan", "destination", "add", "d", "--adopt", others);
        String office = made("portolan-e2e-office");
        refused("exists already", "destination", "add", "d", "--adopt", office, "--subnet", "10.78.0.0/24");
        refused("exists already", "destination", "add", "d", "--adopt", office, "--label", "a=b");
        refused("Portolan's", "destination", "add", "d", "--label", "portolan.instance=x");
        refused("already", "destination", "add", "east");
        portolan.run("destination", "add", "Not_A_Name").exit(2);
        portolan.run("destination", "add", "office", "--adopt", office).ok();
        refused("adopted by destination office", "destination", "add", "d", "--adopt", office);
        portolan.run("destination", "rm", "office").ok();
        assertThat(portolan.run("destination", "ls").ok().out()).doesNotContain("\nd ");
    }

    @Test
    void aDestinationInUseStaysAndNamesItsUsers() {
        assertThat(portolan.run("destination", "rm", "east").exit(3).err()).contains("stack one", "stack two");
        assertThat(portolan.code("one.localhost")).isEqualTo(200);

        String made = portolan.run("destination", "add", "shared", "--json")
                .ok()
                .json()
                .get("network")
                .asText();
        Shell.docker("run", "-d", "--name", "portolan-e2e-visitor", "--network", made, "portolan-test/http:1")
                .ok();
        try {
            assertThat(portolan.run("destination", "rm", "shared").exit(3).err())
                    .contains("portolan-e2e-visitor", "docker network disconnect");
        } finally {
            Shell.docker("rm", "-f", "portolan-e2e-visitor").ok();
        }
        portolan.run("destination", "rm", "shared").ok();
    }

    @Test
    void aRemovedStackHoldsNoDestinationAndComesBackElsewhere() {
        portolan.run("destination", "add", "brief").ok();
        place("camper", "brief");
        portolan.run("stack", "rm", "camper").ok();
        portolan.run("destination", "rm", "brief").ok();
        portolan.deploy(file, "camper", "--set", "WHO=camper").ok();
        assertThat(portolan.show("camper").get("destination").asText()).isEqualTo("default");
        portolan.run("stack", "rm", "camper").ok();
    }

    private void refused(String reason, String... command) {
        Shell.Result result = portolan.run(command);
        assertThat(result.exit()).as(result.toString()).isEqualTo(3);
        assertThat(result.err()).contains(reason).contains("→");
    }

    private static String privateNetwork(Portolan portolan, String stack) {
        return ShopStack.networks(portolan.container(stack, "web")).stream()
                .filter(n -> n.contains("-1-" + stack + "-"))
                .findFirst()
                .orElseThrow();
    }

    /** A network of somebody else. */
    private String made(String name, String... options) {
        List<String> command = new ArrayList<>(List.of("network", "create"));
        command.addAll(List.of(options));
        command.add(name);
        Shell.docker(command.toArray(String[]::new)).ok();
        foreign.add(name);
        return name;
    }

    private static JsonNode network(String name) {
        return Shell.docker("network", "inspect", name).ok().json().get(0);
    }

    /** What {@code stack show} tells a client to connect to. */
    private String connection(String stack, String service, String from) {
        return connection(portolan, stack, service, from);
    }

    static String connection(Portolan portolan, String stack, String service, String from) {
        for (JsonNode s : portolan.show(stack).get("services")) {
            for (JsonNode access : s.get("access")) {
                if (s.get("name").asText().equals(service)
                        && access.get("from").asText().equals(from)) {
                    return access.get("connections").get(0).asText();
                }
            }
        }
        throw new AssertionError(stack + "/" + service + " is not reached from its " + from);
    }

    static String host(String url) {
        return URI.create(url).getHost();
    }
}

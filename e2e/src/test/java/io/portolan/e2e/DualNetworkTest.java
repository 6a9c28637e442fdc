package io.portolan.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** A routed service is on its stack's networks and on the proxy's, whatever its file says; what is behind it is not. */
@Tag("engine")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DualNetworkTest {
    private static final int PORT = 8080;
    private static final String OFFICE = "portolan-e2e-dual";

    /** Two of these are the same word for word but for who they are. */
    private static final String POSTGRES = """
            services:
              web: {image: 'portolan-test/http:1', environment: {GREETING: "${WHO}"}, expose: [8080]}
              postgres:
                image: portolan-test/http:1
                container_name: postgres
                hostname: postgres
                environment: {GREETING: "data of ${WHO}"}
            """;

    private static final String OWN_NETWORKS = """
            services:
              web: {image: 'portolan-test/http:1', expose: [8080], networks: [front]}
              api: {image: 'portolan-test/http:1', environment: {GREETING: api}, networks: [front, back]}
              db: {image: 'portolan-test/http:1', networks: [back]}
            networks:
              front: {}
              back: {internal: true}
            """;

    private static final String EXTERNAL = """
            services:
              web: {image: 'portolan-test/http:1', expose: [8080], networks: [office]}
              db: {image: 'portolan-test/http:1', environment: {GREETING: db}}
            networks:
              office: {external: true, name: %s}
            """.formatted(OFFICE);

    private static final String BORROWED = """
            services:
              vpn: {image: busybox, command: [sleep, "3600"], init: true}
              app: {image: 'portolan-test/http:1', network_mode: service:vpn, environment: {GREETING: app, PORT: "3000"}, expose: [3000]}
              db: {image: 'portolan-test/http:1', environment: {GREETING: db}}
            """;

    private final Portolan portolan = Portolan.up();
    private final List<Path> files = List.of(
            ShopStack.write(POSTGRES),
            ShopStack.write(OWN_NETWORKS),
            ShopStack.write(EXTERNAL),
            ShopStack.write(BORROWED));

    @BeforeAll
    void deploy() {
        Shell.docker("network", "create", OFFICE).ok();
        portolan.deploy(files.get(0), "alpha", "--set", "WHO=alpha", "--domain", "web=http://alpha.localhost")
                .ok();
        portolan.deploy(files.get(0), "beta", "--set", "WHO=beta", "--domain", "web=http://beta.localhost")
                .ok();
        portolan.deploy(files.get(1), "own", "--domain", "web=http://own.localhost")
                .ok();
        portolan.deploy(files.get(2), "guest", "--domain", "web=http://guest.localhost")
                .ok();
        portolan.deploy(files.get(3), "borrower", "--domain", "app=http://borrower.localhost")
                .ok();
    }

    @AfterAll
    void down() {
        portolan.close();
        Shell.docker("network", "rm", OFFICE).ok();
        files.forEach(ShopStack::delete);
    }

    @Test
    void everyRoutedServiceAnswersAndNothingBehindItIsShared() {
        for (String stack : List.of("alpha", "beta", "own", "guest", "borrower")) {
            assertThat(portolan.code(stack + ".localhost")).as(stack).isEqualTo(200);
        }
        String proxy = portolan.proxy();
        for (String behind :
                List.of("alpha/postgres", "beta/postgres", "own/api", "own/db", "guest/db", "borrower/db")) {
            String container = portolan.container(behind.split("/")[0], behind.split("/")[1]);
            assertThat(ShopStack.networks(container)).as(behind).doesNotContainAnyElementsOf(ShopStack.networks(proxy));
        }
    }

    @Test
    void twoThatCallTheirDatabasePostgresNeverMeet() {
        for (String stack : List.of("alpha", "beta")) {
            String other = stack.equals("alpha") ? "beta" : "alpha";
            Packets web = Packets.from(portolan.container(stack, "web"));
            // Often: of two answers a resolver gives now the one, now the other.
            for (int i = 0; i < 10; i++) {
                assertThat(web.greetedAt("http://postgres:8080")).isEqualTo("data of " + stack);
            }
            assertThat(web.reachAnyAddressOf(portolan.container(other, "postgres"), PORT))
                    .isFalse();
            // By its engine's name a container answers on all its networks.
            assertThat(web.resolve(portolan.container(other, "postgres"))).isFalse();
            // The two sites meet on the destination, under names that are theirs alone.
            assertThat(web.greetedAt(DestinationTest.connection(portolan, other, "web", "destination")))
                    .isEqualTo(other);
        }
    }

    @Test
    void networksOfTheFileKeepTheirServicesApart() {
        Packets web = Packets.from(portolan.container("own", "web"));
        assertThat(web.greetedAt("http://api:8080")).isEqualTo("api");
        assertThat(web.resolve("db")).isFalse();
        assertThat(web.reachAnyAddressOf(portolan.container("own", "db"), PORT)).isFalse();
        assertThat(Packets.from(portolan.container("own", "api")).reach("db", PORT))
                .isTrue();
        assertThat(Packets.from(portolan.container("alpha", "web"))
                        .reachAnyAddressOf(portolan.container("own", "db"), PORT))
                .isFalse();
    }

    @Test
    void aServiceOnNetworksOfOthersIsReachedByItsSiblingsAndTheProxy() {
        Packets web = Packets.from(portolan.container("guest", "web"));
        assertThat(web.greetedAt("http://db:8080")).isEqualTo("db");
        String there = portolan.container("guest", "web");
        assertThat(ShopStack.networks(there)).contains(OFFICE).anyMatch(n -> n.endsWith("-2-default"));
        // The others on that network know it by the one name that nobody else has.
        Shell.docker("run", "-d", "--rm", "--name", "portolan-e2e-clerk", "--network", OFFICE, "portolan-test/http:1")
                .ok();
        try {
            Packets clerk = Packets.from("portolan-e2e-clerk");
            assertThat(clerk.resolve("web")).isFalse();
            assertThat(clerk.reach(
                            DestinationTest.host(DestinationTest.connection(portolan, "guest", "web", "external")),
                            PORT))
                    .isTrue();
            assertThat(clerk.reachAnyAddressOf(portolan.container("guest", "db"), PORT))
                    .isFalse();
        } finally {
            Shell.docker("rm", "-f", "portolan-e2e-clerk").ok();
        }
    }

    @Test
    void aServiceInTheNetworkOfAnotherIsReachedThroughThatOne() {
        assertThat(portolan.answer("borrower.localhost", "/").get("greeting").asText())
                .isEqualTo("app");
        assertThat(DestinationTest.connection(portolan, "borrower", "app", "stack"))
                .isEqualTo("http://vpn:3000");
        assertThat(Packets.from(portolan.container("borrower", "db")).greetedAt("http://vpn:3000"))
                .isEqualTo("app");
        assertThat(Packets.from(portolan.container("alpha", "web"))
                        .reachAnyAddressOf(portolan.container("borrower", "db"), PORT))
                .isFalse();
    }
}

package io.portolan.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;

/** One stack is linked to another: what it is given works, and nobody else gets in. In the order in which it happens. */
@Tag("engine")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class LinkTest {
    private static final String BASE = """
            services:
              db:
                image: postgres:15
                environment: {POSTGRES_USER: shop, POSTGRES_PASSWORD: "p@ss/w:rd %", POSTGRES_DB: orders}
                healthcheck: {test: [CMD, pg_isready, -h, 127.0.0.1], interval: 1s, retries: 60}
                volumes: [data:/var/lib/postgresql/data]
              other: {image: 'portolan-test/http:1', expose: [8080]}
            volumes: {data: {}}
            """;
    private static final String SHOP = """
            services:
              web:
                image: portolan-test/http:1
                expose: [8080]
                environment: {DATABASE_NAME: "of the file"}
                volumes: [site:/site]
              page: {image: 'portolan-test/http:1', expose: [8080]}
              tools: {image: 'postgres:15', entrypoint: [sleep, infinity], init: true}
            volumes: {site: {}}
            """;
    private static final String TOOLS = "shop:tools";
    private static final String WEB = "http://shop.localhost";

    private final Portolan portolan = Portolan.up();
    private final Path base = ShopStack.write(BASE);
    private final Path shop = ShopStack.write(SHOP);

    @BeforeAll
    void deployBoth() {
        portolan.deploy(base, "base").ok();
        portolan.deploy(shop, "shop", "--domain", "web=" + WEB, "--domain", "page=http://page.localhost")
                .ok();
    }

    @AfterAll
    void down() {
        portolan.close();
        ShopStack.delete(base);
        ShopStack.delete(shop);
    }

    private List<JsonNode> links() {
        JsonNode items = portolan.run("link", "ls", "--json").ok().json().get("items");
        return items.valueStream().toList();
    }

    private Shell.Result query(String sql) {
        return Shell.docker(
                "exec",
                portolan.container("shop", "tools"),
                "sh",
                "-c",
                "PGCONNECT_TIMEOUT=3 exec psql -tA \"$DATABASE_URL\" -c \"$0\"",
                sql);
    }

    private String networks() {
        return Shell.docker(
                        "network",
                        "ls",
                        "--format",
                        "{{.Name}}",
                        "--filter",
                        "label=portolan.instance=" + portolan.instance())
                .ok()
                .out();
    }

    private String variable(String service, String name) {
        return Shell.docker("exec", portolan.container("shop", service), "printenv", name)
                .out()
                .strip();
    }

    @Test
    @Order(1)
    void withoutALinkTheTwoDoNotMeet() {
        String db = portolan.container("base", "db");
        assertThat(Packets.from(portolan.container("shop", "web")).reachAnyAddressOf(db, 5432))
                .isFalse();
    }

    @Test
    @Order(2)
    void aLinkedServiceConnectsByItsVariablesAndNobodyIsDisturbed() {
        String db = portolan.container("base", "db");
        String untouched = Packets.identity(db);
        try (Traffic visitors = Traffic.to(portolan, "shop.localhost")) {
            String told = portolan.run("link", "add", TOOLS, "base:db", "--as", "DATABASE", "--yes")
                    .ok()
                    .all();
            assertThat(told).contains("create-network", "connect-network " + db, "shop is live");
            assertThat(visitors.failures()).isEmpty();
        }
        assertThat(query("SELECT current_user || ' in ' || current_database()")
                        .ok()
                        .out()
                        .strip())
                .isEqualTo("shop in orders");
        assertThat(variable("tools", "DATABASE_PORT")).isEqualTo("5432");
        assertThat(variable("tools", "DATABASE_PASSWORD")).isEqualTo("p@ss/w:rd %");
        assertThat(Packets.identity(db)).isEqualTo(untouched);

        JsonNode link = links().getFirst();
        assertThat(link.at("/status").asText()).isEqualTo("live");
        assertThat(link.at("/consumer/service").asText()).isEqualTo("tools");
        assertThat(link.get("host").asText()).startsWith("db.base-");
        assertThat(portolan.run("stack", "show", "base").ok().out()).contains(TOOLS, "base:db", "DATABASE_URL");
        JsonNode network = portolan.run("network", "show", link.get("network").asText(), "--json")
                .ok()
                .json();
        assertThat(network.get("role").asText()).isEqualTo("link");
        assertThat(network.get("owner").asText()).isEqualTo("link shop:tools -> base:db");
        assertThat(network.get("members")).hasSize(2);
    }

    @Test
    @Order(3)
    void onlyTheTwoEndsMeet() {
        Packets web = Packets.from(portolan.container("shop", "web"));
        assertThat(web.reachAnyAddressOf(portolan.container("base", "db"), 5432))
                .isFalse();
        assertThat(web.resolve(links().getFirst().get("host").asText())).isFalse();
        assertThat(Packets.from(portolan.container("base", "other"))
                        .reachAnyAddressOf(portolan.container("shop", "tools"), 5432))
                .isFalse();
        String network = links().getFirst().get("network").asText();
        assertThat(Shell.docker("network", "inspect", "-f", "{{.Internal}}", network)
                        .ok()
                        .out()
                        .strip())
                .isEqualTo("true");
    }

    @Test
    @Order(4)
    void aSecondLinkThatCannotBeIsRefusedWithTheReason() {
        assertThat(portolan.run("link", "add", TOOLS, "base:db", "--yes").all())
                .contains("shop:tools is linked to port 5432/tcp of base:db already");
        assertThat(portolan.run("link", "add", TOOLS, "base:other", "--as", "DATABASE", "--yes")
                        .all())
                .contains("gives variables DATABASE_");
        assertThat(portolan.run("link", "add", "shop", "base:db", "--yes").all())
                .contains("stack shop has 3 services: say which", "shop:web");
        assertThat(portolan.run("link", "add", TOOLS, "base:nobody", "--yes").all())
                .contains("stack base has no service named nobody", "db, other");
        assertThat(portolan.run("link", "add", "shop:web", TOOLS, "--container-port", "80", "--yes")
                        .all())
                .contains("both ends are of one stack");
        assertThat(links()).hasSize(1);
    }

    @Test
    @Order(5)
    void theFilesOwnVariableStays() {
        // It writes to a volume: the old container stops first, and the route has to lead to the new one at once.
        portolan.run("link", "add", "shop:web", "base:db", "--as", "DATABASE", "--yes")
                .ok();
        assertThat(portolan.code("shop.localhost")).isEqualTo(200);
        assertThat(variable("web", "DATABASE_NAME")).isEqualTo("of the file");
        assertThat(variable("web", "DATABASE_HOST")).startsWith("db.base-");
        assertThat(Packets.from(portolan.container("shop", "web")).reach(variable("web", "DATABASE_HOST"), 5432))
                .isTrue();
    }

    @Test
    @Order(6)
    void visitorsOfAConsumerNoticeNeitherItsLinkNorItsEnd() {
        try (Traffic visitors = Traffic.to(portolan, "page.localhost")) {
            portolan.run("link", "add", "shop:page", "base:db", "--yes").ok();
            assertThat(variable("page", "DB_PORT")).isEqualTo("5432");
            portolan.run("link", "rm", "shop:page", "base:db").ok();
            assertThat(variable("page", "DB_PORT")).isEmpty();
            assertThat(visitors.failures()).isEmpty();
        }
    }

    @Test
    @Order(6)
    void theLinkHoldsOverADeployOfEitherEnd() {
        portolan.deploy(shop, "shop", "--domain", "web=" + WEB).ok();
        assertThat(query("SELECT 1").ok().out().strip()).isEqualTo("1");
        Path changed = ShopStack.write(BASE.replace("retries: 60", "retries: 61"));
        String before = portolan.container("base", "db");
        portolan.deploy(changed, "base").ok();
        ShopStack.delete(changed);
        assertThat(portolan.container("base", "db")).isNotEqualTo(before);
        assertThat(query("SELECT 1").ok().out().strip()).isEqualTo("1");
    }

    @Test
    @Order(7)
    void whatIsTornByHandIsMadeAgain() {
        JsonNode link = links().stream()
                .filter(l -> l.at("/consumer/service").asText().equals("tools"))
                .findFirst()
                .orElseThrow();
        String network = link.get("network").asText();
        Shell.docker("network", "disconnect", network, portolan.container("base", "db"))
                .ok();
        Portolan.eventually(
                "the database is linked again",
                Duration.ofSeconds(30),
                () -> query("SELECT 1").exit() == 0);
    }

    @Test
    @Order(8)
    void aProviderIsNotRemovedUnderItsConsumers() {
        Shell.Result refused = portolan.run("stack", "rm", "base");
        assertThat(refused.exit()).isNotZero();
        assertThat(refused.all()).contains("shop:tools, shop:web are linked to it", "portolan link rm");
        assertThat(query("SELECT 1").ok().out().strip()).isEqualTo("1");
    }

    @Test
    @Order(9)
    void aDeployThatFailsWithItsLinkLeavesNothingOfIt() {
        Path moody = ShopStack.write("""
                services:
                  app:
                    image: portolan-test/http:1
                    command: [sh, -c, 'test -z "$$DB_URL" && exec sleep infinity']
                    healthcheck: {test: [CMD, "true"], interval: 1s}
                """);
        portolan.deploy(moody, "moody").ok();
        String before = portolan.container("moody", "app");
        Shell.Result failed = portolan.run("link", "add", "moody", "base:db", "--as", "DB", "--yes");
        assertThat(failed.exit()).isEqualTo(1);
        assertThat(portolan.container("moody", "app")).isEqualTo(before);
        assertThat(links()).noneMatch(l -> l.at("/consumer/stack").asText().equals("moody"));
        assertThat(networks()).doesNotContain("-3-moody-");
        portolan.run("stack", "rm", "moody").ok();
        ShopStack.delete(moody);
    }

    @Test
    @Order(10)
    void aStackIsLinkedByItsFirstDeploy() {
        Path late = ShopStack.write("""
                services:
                  app:
                    image: postgres:15
                    entrypoint: [sh, -c, 'psql "$$STORE_URL" -c "SELECT 1" && exec sleep infinity']
                    init: true
                    healthcheck: {test: [CMD, "true"], interval: 1s}
                """);
        portolan.deploy(late, "late", "--link", "app=base:db,as=STORE").ok();
        assertThat(portolan.run("stack", "logs", "late").ok().out()).contains("(1 row)");
        assertThat(links()).anyMatch(l -> l.at("/consumer/stack").asText().equals("late"));
        portolan.run("stack", "rm", "late").ok();
        assertThat(links()).noneMatch(l -> l.at("/consumer/stack").asText().equals("late"));
        assertThat(networks()).doesNotContain("-3-late-");
        ShopStack.delete(late);
    }

    @Test
    @Order(11)
    void aLinkThatIsRemovedIsGoneAtOnce() {
        String tools = portolan.container("shop", "tools");
        String host = variable("tools", "DATABASE_HOST");
        try (Traffic visitors = Traffic.to(portolan, "shop.localhost")) {
            portolan.run("link", "rm", TOOLS, "base:db").ok();
            assertThat(visitors.failures()).isEmpty();
        }
        assertThat(portolan.container("shop", "tools")).isNotEqualTo(tools);
        assertThat(variable("tools", "DATABASE_URL")).isEmpty();
        assertThat(Shell.docker("exec", portolan.container("shop", "tools"), "getent", "hosts", host)
                        .exit())
                .isNotZero();
        // The other link of the same database stands.
        assertThat(Packets.from(portolan.container("shop", "web")).reach(host, 5432))
                .isTrue();
        portolan.run("link", "rm", "shop:web", "base").ok();
        assertThat(links()).isEmpty();
        assertThat(Packets.from(portolan.container("shop", "web"))
                        .reachAnyAddressOf(portolan.container("base", "db"), 5432))
                .isFalse();
        assertThat(networks()).doesNotContain("-3-shop-");
        portolan.run("stack", "rm", "base", "--volumes").ok();
    }
}

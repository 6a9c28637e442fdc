package io.portolan.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** It keeps it true: what people and engines break is back by itself within seconds, and status says what was repaired. */
@Tag("engine")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SelfRepairTest {
    private static final Duration SECONDS = Duration.ofSeconds(20);

    private final Portolan portolan = Portolan.up();
    private final DaemonProcess daemon = new DaemonProcess(portolan);
    private ShopStack shop;

    @BeforeAll
    void deploy() {
        shop = ShopStack.deployed(portolan);
    }

    @AfterAll
    void down() {
        portolan.close();
        if (shop != null) {
            shop.deleteFile();
        }
    }

    @Test
    void theProxyComesBackToTheDestinationNetwork() {
        String proxy = portolan.proxy();
        String network = shop.destinationNetwork();

        isRepaired("connect-network", proxy, () -> disconnect(network, proxy));

        assertThat(ShopStack.networks(proxy)).contains(network);
    }

    @Test
    void aRoutedServiceComesBackToTheDestinationNetwork() {
        String web = shop.container("web");
        String network = shop.destinationNetwork();

        isRepaired("connect-network", web, () -> disconnect(network, web));

        assertThat(ShopStack.networks(web)).contains(network);
    }

    @Test
    void servicesComeBackToTheirPrivateNetworkUnderTheirNames() {
        String network = shop.privateNetwork();
        for (String service : List.of("web", "cache")) {
            String container = shop.container(service);
            isRepaired("connect-network", container, () -> disconnect(network, container));
        }
        assertThat(shop.resolves("web", "cache")).isTrue();
        assertThat(shop.resolves("cache", "web")).isTrue();
    }

    @Test
    void aRemovedProxyIsMadeAnewWithItsNetworksAndRoutes() {
        String proxy = portolan.proxy();
        List<String> networks = ShopStack.networks(proxy);

        isRepaired("run-container", proxy, () -> Shell.docker("rm", "-f", proxy).ok());

        assertThat(ShopStack.networks(portolan.proxy())).isEqualTo(networks);
    }

    @Test
    void aKilledProxyRunsAgain() {
        String proxy = portolan.proxy();
        isRepaired("start-container", proxy, () -> Shell.docker("kill", proxy).ok());
    }

    @Test
    void removedServicesAreMadeAnewAndFindEachOther() {
        for (String service : List.of("web", "cache")) {
            String container = shop.container(service);
            isRepaired("run-container", container, () -> Shell.docker("rm", "-f", container)
                    .ok());
        }
        assertThat(shop.resolves("web", "cache")).isTrue();
    }

    @Test
    void whatWasRemovedWhileTheDaemonWasDownIsBackAfterUp() {
        String web = shop.container("web");
        Instant before = now();
        portolan.run("down", "--data=" + portolan.data()).ok();
        Shell.docker("rm", "-f", web).ok();

        portolan.upAgain().ok();

        Portolan.eventually("web is back", SECONDS, shop::serves);
        assertThat(repairedSince(before)).contains("repair.run-container " + web);
    }

    @Test
    void aKilledDaemonIsBackAndNoVisitorNoticed() {
        try (Traffic visitors = Traffic.to(portolan, ShopStack.HOST)) {
            daemon.kill();
            daemon.awaitReady();
            assertThat(visitors.failures()).isEmpty();
        }
        assertThat(portolan.run("stack", "ls", "--json").ok().json().get("items"))
                .hasSize(1);
    }

    @Test
    void allIsBackAfterTheEngineWasRestarted() {
        Lab.engine("restart");
        allIsBack();
    }

    @Test
    void allIsBackAfterTheEngineWasKilled() {
        Lab.engine("kill");
        Lab.engine("start");
        allIsBack();
    }

    @Test
    void allIsBackAfterDaemonAndEngineWereKilledTogether() {
        Lab.engine("kill");
        daemon.kill();
        Lab.engine("start");
        allIsBack();
    }

    @Test
    void aFinishedMigrationIsNotRunAgain() {
        assertThat(shop.migrations()).isEqualTo(1);

        shop.deploy();
        assertThat(shop.migrations()).as("deployed again").isEqualTo(1);

        Shell.docker("rm", "-f", shop.container("migrate")).ok();
        String web = shop.container("web");
        isRepaired("run-container", web, () -> Shell.docker("rm", "-f", web).ok());
        assertThat(shop.migrations()).as("its container was removed").isEqualTo(1);

        shop.deploy();
        assertThat(shop.migrations()).as("deployed again without its container").isEqualTo(1);

        daemon.kill();
        daemon.awaitReady();
        Lab.engine("restart");
        allIsBack();
        assertThat(shop.migrations()).as("daemon and engine restarted").isEqualTo(1);
    }

    @Test
    void whatItsUserStoppedStaysStoppedUntilItsUserStartsIt() {
        var file = ShopStack.write("services: {web: {image: 'portolan-test/http:1'}}");
        portolan.deploy(file, "aside", "--domain", "web=http://aside.localhost").ok();
        Shell.docker("stop", "-t", "3", shop.container("cache")).ok();
        portolan.run("stack", "stop", "aside").ok();

        String web = shop.container("web");
        isRepaired("run-container", web, () -> Shell.docker("rm", "-f", web).ok());
        isStoppedAndNoted("after a repair");
        daemon.kill();
        daemon.awaitReady();
        isStoppedAndNoted("after a restart of the daemon");
        Lab.engine("restart");
        Portolan.eventually("the site is back", SECONDS, shop::serves);
        Portolan.eventually("the daemon is ready", SECONDS, daemon::isReady);
        isStoppedAndNoted("after a restart of the engine");

        portolan.run("stack", "start", "aside").ok();
        portolan.run("stack", "start", "shop").ok();
        assertThat(portolan.code("aside.localhost")).isEqualTo(200);
        assertThat(shop.state("cache")).isEqualTo("running");
        Portolan.eventually("status notes nothing any more", SECONDS, () -> notes().isEmpty());
        portolan.run("stack", "rm", "aside").ok();
        ShopStack.delete(file);
    }

    private void isStoppedAndNoted(String when) {
        assertThat(shop.state("cache")).as(when).isEqualTo("exited");
        assertThat(portolan.show("aside").get("status").asText()).as(when).isEqualTo("stopped");
        assertThat(notes())
                .as(when)
                .anySatisfy(n -> assertThat(n).contains("cache").contains("shop"))
                .anySatisfy(n -> assertThat(n).contains("web").contains("aside"));
    }

    private List<String> notes() {
        List<String> notes = new ArrayList<>();
        portolan.status().get("drift").get("notes").forEach(n -> notes.add(n.asText()));
        return notes;
    }

    private void allIsBack() {
        Portolan.eventually("the site is back", SECONDS, shop::serves);
        daemon.awaitReady();
        Portolan.eventually(
                "all services run",
                SECONDS,
                () -> shop.state("web").equals("running") && shop.state("cache").equals("running"));
        assertThat(shop.resolves("web", "cache")).isTrue();
        Portolan.eventually(
                "nothing is left to repair",
                SECONDS,
                () -> portolan.status().get("drift").get("pending").isEmpty());
    }

    /** Does the damage while the site is visited, and waits until it is repaired, reported and served again. */
    private void isRepaired(String action, String target, Runnable damage) {
        Instant before = now();
        try (Traffic _ = Traffic.to(portolan, ShopStack.HOST)) {
            damage.run();
            Portolan.eventually(
                    "status says that it did: " + action + " " + target, SECONDS, () -> repairedSince(before)
                            .contains("repair." + action + " " + target));
            Portolan.eventually("the site serves", SECONDS, shop::serves);
        }
    }

    private List<String> repairedSince(Instant moment) {
        JsonNode repaired = portolan.status().get("drift").get("repaired");
        return StreamSupport.stream(repaired.spliterator(), false)
                .filter(r -> !Instant.parse(r.get("at").asText()).isBefore(moment))
                .map(r -> r.get("kind").asText() + " " + r.get("subject").asText())
                .toList();
    }

    private static Instant now() {
        return Instant.now().truncatedTo(ChronoUnit.MILLIS);
    }

    private static void disconnect(String network, String container) {
        Shell.docker("network", "disconnect", network, container).ok();
    }
}

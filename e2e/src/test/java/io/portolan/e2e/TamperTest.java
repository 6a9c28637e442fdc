package io.portolan.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * What people do to Portolan's things by hand is seen, told with what it breaks and for whom, and repaired; where a repair
 * would cut off somebody else it is told and left. How long each took is printed.
 */
@Tag("engine")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TamperTest {
    private static final Duration SECONDS = Duration.ofSeconds(30);
    private static final int DRIFT = 5;

    private final Portolan portolan = Portolan.up();
    private final List<String> containers = new ArrayList<>();
    private final List<String> networks = new ArrayList<>();
    private ShopStack shop;

    @BeforeAll
    void deploy() {
        shop = ShopStack.deployed(portolan);
    }

    @AfterAll
    void down() {
        containers.forEach(c -> Shell.docker("rm", "-f", c).ok());
        portolan.close();
        networks.forEach(n -> Shell.docker("network", "rm", n).ok());
        if (shop != null) {
            shop.deleteFile();
        }
    }

    @Test
    void aProxyOffADestinationSilencesTheDomainsThere() {
        String proxy = portolan.proxy();
        String told =
                repaired("connect-network", proxy, "is not on", () -> disconnect(shop.destinationNetwork(), proxy));
        assertThat(told).contains("until then: http://shop.localhost does not answer");
    }

    @Test
    void aServiceOffItsPrivateNetworkIsNotReachedByItsName() {
        String cache = shop.container("cache");
        String told = repaired("connect-network", cache, "is not on", () -> disconnect(shop.privateNetwork(), cache));
        assertThat(told).contains("until then: migrate and web do not reach it as cache");
        assertThat(shop.resolves("web", "cache")).isTrue();
    }

    @Test
    void aServiceUnderAnotherNameIsNotReachedByItsOwn() {
        String cache = shop.container("cache");
        String network = shop.privateNetwork();
        String told = repaired(
                "connect-network",
                cache,
                "with the names it should have",
                () -> insist("cache is named store", () -> {
                    Shell.docker("network", "disconnect", network, cache);
                    return Shell.docker("network", "connect", "--alias", "store", network, cache);
                }));
        assertThat(told).contains("migrate and web do not reach it as cache", "who asks there for store comes to it");
        assertThat(shop.resolves("web", "cache")).isTrue();
        assertThat(shop.resolves("web", "store")).isFalse();
    }

    @Test
    void withoutTheirNetworkServicesDoNotReachEachOther() {
        String network = shop.privateNetwork();
        String told = repaired(
                "create-network",
                network,
                "the private network of stack shop",
                () -> insist("nobody is on the network, and it is removed", () -> removeNetwork(network)));
        assertThat(told).contains("until then: cache, migrate and web do not reach each other");
        Portolan.eventually("web finds cache", SECONDS, () -> shop.resolves("web", "cache"));
        Portolan.eventually("the site serves", SECONDS, shop::serves);
    }

    @Test
    void aStoppedProxySilencesEveryDomain() {
        String proxy = portolan.proxy();
        String told = repaired("start-container", proxy, "does not run", () -> Shell.docker("stop", proxy)
                .ok());
        assertThat(told).contains("until then: http://shop.localhost does not answer");
        Portolan.eventually("the site serves", SECONDS, shop::serves);
    }

    @Test
    void aServiceOnANetworkOfOthersIsNotAloneWithItsOwn() {
        String office = "office-" + portolan.instance().substring(0, 6);
        Shell.docker("network", "create", office).ok();
        networks.add(office);
        String printer = foreign(office);
        String cache = shop.container("cache");

        String told = repaired("disconnect-network", cache, "does not belong on", () -> Shell.docker(
                        "network", "connect", office, cache)
                .ok());

        assertThat(told).contains("until then: it reaches " + printer + " over " + office);
        assertThat(ShopStack.networks(cache)).containsExactly(shop.privateNetwork());
    }

    @Test
    void theProxyOnAPrivateNetworkIsTakenOffIt() {
        String proxy = portolan.proxy();
        String told = repaired("disconnect-network", proxy, "does not belong on", () -> Shell.docker(
                        "network", "connect", shop.privateNetwork(), proxy)
                .ok());
        assertThat(told).contains("until then: it reaches cache of shop and web of shop");
    }

    @Test
    void aStrangerOnAPrivateNetworkIsToldAndLeftThere() {
        String network = shop.privateNetwork();
        Instant before = now();
        String stranger = foreign(network);

        JsonNode told = awaited("drift.network.stranger", stranger);
        print("a stranger on a private network, until it is told", before, now());

        assertThat(told.get("severity").asText()).isEqualTo("warning");
        assertThat(told.get("message").asText()).contains(network, "it reaches cache of shop and web of shop");
        assertThat(told.get("suggestion").asText()).isEqualTo("docker network disconnect " + network + " " + stranger);
        assertThat(portolan.run("reconcile", "--dry-run").exit()).isEqualTo(DRIFT);
        Portolan.eventually(
                "status tells of it", SECONDS, () -> notes().stream().anyMatch(n -> n.contains(stranger)));
        portolan.run("reconcile").ok();
        assertThat(ShopStack.networks(stranger)).containsExactly(network);

        Shell.docker("network", "disconnect", network, stranger).ok();
        Portolan.eventually("status does not tell of it any more", SECONDS, () -> notes().stream()
                .noneMatch(n -> n.contains(stranger)));
        assertThat(portolan.run("reconcile", "--dry-run").exit()).isZero();
    }

    @Test
    void aStrangerOnTheWayOfTheProxysPortsIsToldAndLeftThere() {
        String ingress = ShopStack.networks(portolan.proxy()).stream()
                .filter(n -> n.endsWith("-0-ingress"))
                .findFirst()
                .orElseThrow();
        String stranger = foreign(ingress);
        assertThat(awaited("drift.network.stranger", stranger).get("message").asText())
                .contains(ingress, "it reaches the HTTP proxy");
        Shell.docker("rm", "-f", stranger).ok();
    }

    @Test
    void whoIsPutOnADestinationByHandIsAGuest() {
        String guest = foreign(shop.destinationNetwork());
        JsonNode told = awaited("destination.guest", guest);
        assertThat(told.get("severity").asText()).isEqualTo("info");
        assertThat(told.get("message").asText()).contains("destination default", "web of shop");
        assertThat(portolan.run("reconcile", "--dry-run").exit()).isZero();
        assertThat(notes()).noneMatch(n -> n.contains(guest));
    }

    @Test
    void whatWasMadeAgainByHandWithoutItsLabelsIsToldAndLeft() {
        String network = shop.privateNetwork();
        String cache = shop.container("cache");
        portolan.run("down", "--data=" + portolan.data()).ok();
        Shell.docker("rm", "-f", cache).ok();
        removeNetwork(network).ok();
        Shell.docker("network", "create", network).ok();
        foreign(network, cache);
        String id = identity(cache);
        portolan.upAgain().ok();

        assertThat(awaited("drift.container.foreign", cache).get("message").asText())
                .contains("it stands where cache of stack shop should");
        assertThat(awaited("drift.network.foreign", network).get("message").asText())
                .contains("for cache, migrate and web");
        // What is not in its way is repaired all the same; nobody is put into company that Portolan does not know.
        repaired("start-container", portolan.proxy(), "does not run", () -> Shell.docker("stop", portolan.proxy())
                .ok());
        assertThat(identity(cache)).isEqualTo(id);
        assertThat(ShopStack.networks(shop.container("web"))).doesNotContain(network);

        Shell.docker("rm", "-f", cache).ok();
        containers.remove(cache);
        Shell.docker("network", "rm", network).ok();
        Portolan.eventually("web finds cache", SECONDS, () -> shop.resolves("web", "cache"));
        Portolan.eventually("the site serves", SECONDS, shop::serves);
        Portolan.eventually("nothing is left to tell", SECONDS, () -> notes().isEmpty());
    }

    /** A container of somebody else on the network. */
    private String foreign(String network) {
        return foreign(network, "stranger-" + portolan.instance().substring(0, 6) + "-" + containers.size());
    }

    private String foreign(String network, String name) {
        Shell.docker("run", "-d", "--name", name, "--network", network, "busybox:latest", "sleep", "3600")
                .ok();
        containers.add(name);
        return name;
    }

    /** Does the damage and waits until a repair of that kind is written down. What it tells. */
    private String repaired(String action, String target, String reason, Runnable damage) {
        Instant before = now();
        damage.run();
        Instant done = now();
        List<JsonNode> found = new ArrayList<>();
        Portolan.eventually("status tells of " + action + " " + target + ": " + reason, SECONDS, () -> {
            repair(action, target, reason, before).ifPresent(found::add);
            return !found.isEmpty();
        });
        print(
                action + " " + reason,
                done,
                Instant.parse(found.getFirst().get("at").asText()));
        return found.getFirst().get("message").asText();
    }

    private Optional<JsonNode> repair(String action, String target, String reason, Instant since) {
        JsonNode repaired = portolan.status().get("drift").get("repaired");
        return StreamSupport.stream(repaired.spliterator(), false)
                .filter(r -> !Instant.parse(r.get("at").asText()).isBefore(since))
                .filter(r -> r.get("kind").asText().equals("repair." + action))
                .filter(r -> r.get("subject").asText().equals(target))
                .filter(r -> r.get("message").asText().contains(reason))
                .findFirst();
    }

    /** Waits until a dry run tells that about somebody. */
    private JsonNode awaited(String code, String name) {
        List<JsonNode> found = new ArrayList<>();
        Portolan.eventually("a dry run tells " + code + " of " + name, SECONDS, () -> {
            portolan.run("reconcile", "--dry-run", "--json")
                    .json()
                    .get("diagnostics")
                    .forEach(d -> {
                        if (d.get("code").asText().equals(code)
                                && d.get("message").asText().contains(name)) {
                            found.add(d);
                        }
                    });
            return !found.isEmpty();
        });
        return found.getFirst();
    }

    private List<String> notes() {
        List<String> notes = new ArrayList<>();
        portolan.status().get("drift").get("notes").forEach(n -> notes.add(n.asText()));
        return notes;
    }

    /** The daemon is mending at the same time. */
    private static void insist(String description, Supplier<Shell.Result> attempt) {
        Portolan.eventually(description, SECONDS, () -> attempt.get().exit() == 0);
    }

    private static Shell.Result removeNetwork(String network) {
        Shell.docker("network", "inspect", "-f", "{{range .Containers}}{{println .Name}}{{end}}", network)
                .out()
                .lines()
                .filter(c -> !c.isBlank())
                .forEach(c -> Shell.docker("network", "disconnect", "-f", network, c));
        return Shell.docker("network", "rm", network);
    }

    private static String identity(String container) {
        return Shell.docker("inspect", "-f", "{{.Id}} {{.State.StartedAt}}", container)
                .ok()
                .out();
    }

    private static void disconnect(String network, String container) {
        Shell.docker("network", "disconnect", network, container).ok();
    }

    private static Instant now() {
        return Instant.now().truncatedTo(ChronoUnit.MILLIS);
    }

    private static void print(String what, Instant from, Instant until) {
        System.out.println(
                "tampered: " + what + ": " + Duration.between(from, until).toMillis() + " ms");
    }
}

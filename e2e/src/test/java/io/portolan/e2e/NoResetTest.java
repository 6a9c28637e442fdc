package io.portolan.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What is done for others breaks no connection of a site: its streams go on, its visitors get every answer. */
@Tag("engine")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class NoResetTest {
    private static final int ROUNDS = 10;

    private final Portolan portolan = Portolan.up();
    private final Path other = ShopStack.write("services: {web: {image: 'portolan-test/http:1'}}");
    private ShopStack shop;

    @BeforeAll
    void deploy() {
        shop = ShopStack.deployed(portolan);
    }

    @AfterAll
    void down() {
        portolan.close();
        ShopStack.delete(other);
        if (shop != null) {
            shop.deleteFile();
        }
    }

    @Test
    void attachingTheProxyToFurtherNetworksBreaksNoConnection() {
        String proxy = portolan.proxy();
        try (OpenConnection events =
                        OpenConnection.events(portolan, ShopStack.HOST).established();
                OpenConnection requests =
                        OpenConnection.requests(portolan, ShopStack.HOST).established()) {
            for (int i = 0; i < ROUNDS; i++) {
                // Sorts before the default destination, whose network the site is reached on.
                String name = "a" + i;
                portolan.run("destination", "add", name).ok();
                Portolan.eventually(
                        "the proxy is on the new network", Duration.ofSeconds(5), () -> isOn(proxy, "-2-" + name));
                portolan.run("destination", "rm", name).ok();
                Portolan.eventually(
                        "the proxy has left the network", Duration.ofSeconds(5), () -> !isOn(proxy, "-2-" + name));
            }
            events.isUnbroken();
            requests.isUnbroken();
        }
        assertThat(portolan.proxy()).isEqualTo(proxy);
    }

    @Test
    void deployingAndRemovingOtherStacksBreaksNoStreamAndNoRequest() {
        try (OpenConnection events =
                        OpenConnection.events(portolan, ShopStack.HOST).established();
                Traffic visitors = Traffic.to(portolan, ShopStack.HOST)) {
            for (int i = 0; i < 3; i++) {
                portolan.deploy(other, "other", "--domain", "web=http://other.localhost")
                        .ok();
                assertThat(portolan.code("other.localhost")).isEqualTo(200);
                portolan.run("stack", "rm", "other").ok();
            }
            events.isUnbroken();
            assertThat(visitors.failures()).isEmpty();
        }
    }

    private static boolean isOn(String container, String networkSuffix) {
        return ShopStack.networks(container).stream().anyMatch(n -> n.endsWith(networkSuffix));
    }
}

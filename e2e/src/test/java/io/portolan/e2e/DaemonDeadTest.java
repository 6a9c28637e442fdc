package io.portolan.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Sites do not need the daemon: with it dead, and nobody to bring it back, they serve, and so does a restarted proxy. */
@Tag("engine")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DaemonDeadTest {
    private static final Duration SECONDS = Duration.ofSeconds(15);

    private final Portolan portolan = Portolan.up();
    private ShopStack shop;

    @BeforeAll
    void deployAndKillTheDaemon() {
        shop = ShopStack.deployed(portolan);
        // From now on only what needs no daemon can be asked.
        web = shop.container("web");
        proxy = portolan.proxy();
        new DaemonProcess(portolan).killWithSupervisor();
    }

    private String web;
    private String proxy;

    @AfterAll
    void down() {
        portolan.close();
        if (shop != null) {
            shop.deleteFile();
        }
    }

    @Test
    void commandsSayThatTheDaemonIsNotReachable() {
        assertThat(portolan.run("status").exit(4).err()).contains("portolan up");
    }

    @Test
    void sitesGoOnServing() {
        assertThat(portolan.code(ShopStack.HOST)).isEqualTo(200);
    }

    @Test
    void aRestartedProxyServesTheSameRoutes() {
        Shell.docker("restart", proxy).ok();
        servesTheSameRoutes();
    }

    @Test
    void aKilledAndStartedProxyServesTheSameRoutes() {
        Shell.docker("kill", proxy).ok();
        assertThat(portolan.code(ShopStack.HOST)).isZero();
        Shell.docker("start", proxy).ok();
        servesTheSameRoutes();
    }

    @Test
    void aRestartedServiceIsServedAgain() {
        Shell.docker("restart", "-t", "3", web).ok();
        servesTheSameRoutes();
    }

    @Test
    void sitesAreBackAfterTheEngineWasRestarted() {
        Lab.engine("restart");
        servesTheSameRoutes();
    }

    private void servesTheSameRoutes() {
        Portolan.eventually("the site serves", SECONDS, shop::serves);
        assertThat(portolan.visit(ShopStack.HOST, "/").orElseThrow().body()).contains("\"greeting\": \"hello\"");
        assertThat(portolan.code("elsewhere.localhost")).isEqualTo(404);
    }
}

package io.portolan.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.portolan.e2e.Shell.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Another proxy takes the place of the one that serves, or that one stays. */
@Tag("engine")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ProxyExchangeTest {
    private final Portolan portolan = Portolan.up();

    @BeforeAll
    void deploy(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("shop.yaml"), """
                services:
                  web:
                    image: portolan-test/http:1
                    environment: {GREETING: shop}
                """);
        portolan.deploy(file, "shop", "--domain", "web=http://shop.localhost").ok();
        portolan.run("domain", "add", "shop", "web", "http://old.localhost", "--redirect", "http://shop.localhost")
                .ok();
    }

    @AfterAll
    void down() {
        portolan.close();
    }

    private JsonNode proxy() {
        return portolan.run("proxy", "show", "--json").ok().json();
    }

    private void serves() {
        assertThat(portolan.code("shop.localhost")).isEqualTo(200);
        assertThat(portolan.code("old.localhost")).isBetween(301, 308);
    }

    @Test
    void anotherKindServesTheSameSitesAndStaysAfterARestartOfTheDaemon() {
        String before = portolan.proxy();

        Result used = portolan.run("proxy", "use", "haproxy").ok();

        assertThat(used.out()).contains("haproxy (haproxy:lts) serves 2 routes");
        serves();
        assertThat(portolan.proxy()).isNotEqualTo(before);
        assertThat(Shell.docker("inspect", before).exit())
                .as("the former one is gone")
                .isNotZero();
        portolan.run("down").ok();
        portolan.upAgain().ok();
        assertThat(proxy().get("kind").asText()).isEqualTo("haproxy");
        serves();
        portolan.run("proxy", "use", "caddy").ok();
        serves();
    }

    @Test
    void anImageThatStartsAndServesSomethingElseIsPutAwayAgain() {
        Shell.run("sh", "-c", """
                printf 'FROM caddy:2\\nRUN mv /usr/bin/caddy /usr/bin/real && printf "#!/bin/sh\\\\ncase \\\\$1 in run) exec \
                real respond --listen :80 wrong;; esac\\\\nexec real \\\\"\\\\$@\\\\"\\\\n" >/usr/bin/caddy && chmod 755 \
                /usr/bin/caddy\\n' | DOCKER_BUILDKIT=0 docker build -q -t portolan-e2e/wrong:1 -""").ok();
        String before = portolan.proxy();
        String kind = proxy().get("kind").asText();
        assertThat(kind).isEqualTo("caddy");

        Result refused = portolan.run("proxy", "upgrade", "portolan-e2e/wrong:1");

        assertThat(refused.exit()).isNotZero();
        assertThat(refused.err()).contains("is not what it was told to serve");
        serves();
        assertThat(portolan.proxy()).as("the same container as before").isEqualTo(before);
        assertThat(proxy().get("image").asText()).isEqualTo("caddy:2");
        Shell.docker("image", "rm", "portolan-e2e/wrong:1").ok();
    }

    @Test
    void anImageThatDoesNotTakeTheConfigurationReplacesNothing() {
        String before = portolan.proxy();

        Result refused = portolan.run("proxy", "upgrade", "portolan-test/http:1");

        assertThat(refused.exit()).isNotZero();
        assertThat(refused.err()).contains("portolan-test/http:1");
        assertThat(portolan.proxy()).isEqualTo(before);
        serves();
    }

    @Test
    void anImageThatIsNowhereReplacesNothing() {
        String before = portolan.proxy();

        Result refused = portolan.run("proxy", "upgrade", "portolan-e2e/nowhere:1");

        assertThat(refused.exit()).isNotZero();
        assertThat(refused.err()).contains("portolan-e2e/nowhere:1 cannot be tried", "→");
        assertThat(portolan.proxy()).isEqualTo(before);
        serves();
    }

    @Test
    void anUnknownKindIsRefusedWithThoseThatThereAre() {
        Result refused = portolan.run("proxy", "use", "nginx");

        assertThat(refused.exit()).isEqualTo(3);
        assertThat(refused.err()).contains("there is no proxy of kind \"nginx\"", "haproxy");
    }

    @Test
    void aRestartComesBackWithAllSites() {
        assertThat(portolan.run("proxy", "restart").ok().out()).contains("serves 2 routes");
        serves();
        assertThat(portolan.run("proxy", "logs", "-n", "5").ok().out()).isNotBlank();
    }
}

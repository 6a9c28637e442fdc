package io.portolan.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** An application from an image, without a file. */
@Tag("engine")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AppTest {
    private static final String HOST = "shop.localhost";

    private final Portolan portolan = Portolan.up();

    @AfterAll
    void down() {
        portolan.close();
    }

    private void deploy(String greeting, int replicas) {
        portolan.run(
                        "app",
                        "deploy",
                        "--name",
                        "shop",
                        "--image",
                        "portolan-test/http:1",
                        "--domain",
                        "http://" + HOST,
                        "--replicas",
                        String.valueOf(replicas),
                        "--env",
                        "GREETING=" + greeting,
                        "--yes")
                .ok();
    }

    @Test
    void severalContainersAnswerAndAreReplacedWithoutALostRequest() {
        deploy("costs $5", 2);

        Set<String> answered = new TreeSet<>();
        Portolan.eventually("both containers answer", Duration.ofSeconds(10), () -> {
            answered.add(portolan.answer(HOST, "/").get("hostname").asText());
            return answered.size() == 2;
        });
        assertThat(portolan.answer(HOST, "/").get("greeting").asText()).isEqualTo("costs $5");
        try (Visitors visitors = Visitors.of(portolan, HOST, "/slow?ms=300", "/slow?ms=5", "/slow?ms=5")) {
            Portolan.eventually("visitors are served", Duration.ofSeconds(10), () -> visitors.served() > 50);
            deploy("another", 3);
            int served = visitors.served();
            Portolan.eventually("visitors are served", Duration.ofSeconds(10), () -> visitors.served() > served + 50);
            assertThat(visitors.failures()).isEmpty();
        }
        assertThat(portolan.answer(HOST, "/").get("greeting").asText()).isEqualTo("another");
        assertThat(portolan.containers("shop")).hasSize(3);

        assertThat(portolan.run("app", "ls").ok().out()).contains("shop", "http://" + HOST);
        portolan.run("app", "rm", "shop").ok();
        assertThat(portolan.code(HOST)).isEqualTo(404);
    }

    @Test
    void othersOfItsDestinationReachIt() {
        portolan.run("app", "deploy", "--name", "first", "--image", "portolan-test/http:1", "--yes")
                .ok();
        portolan.run("app", "deploy", "--name", "second", "--image", "portolan-test/http:1", "--yes")
                .ok();
        String name = portolan.show("first").toString().replaceAll("(?s).*?(first\\.first-[a-z0-9]+).*", "$1");

        assertThat(Shell.docker(
                                "exec",
                                portolan.container("second", "second"),
                                "python3",
                                "-c",
                                "import urllib.request; print(urllib.request.urlopen('http://" + name
                                        + ":8080/').status)")
                        .ok()
                        .out())
                .contains("200");
    }
}

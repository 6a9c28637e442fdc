package io.portolan.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.portolan.e2e.Shell.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** Replicas are replaced one by one: there is never more than one container too many, and visitors never miss one. */
@Tag("engine")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ReplicasTest {
    private static final String HOST = "crowd.localhost";
    private static final int REPLICAS = 3;

    private final Portolan portolan = Portolan.up();
    private Path file = Path.of("");

    @BeforeAll
    void deploy(@TempDir Path folder) throws IOException {
        file = folder.resolve("crowd.yaml");
        portolan.deploy(of("first", ""), "crowd", "--domain", "web=http://" + HOST)
                .ok();
    }

    @AfterAll
    void down() {
        portolan.close();
    }

    private Path of(String greeting, String more) throws IOException {
        return Files.writeString(file, """
                services:
                  web:
                    image: portolan-test/http:1
                    environment: {GREETING: %s%s}
                    deploy: {replicas: %d}
                """.formatted(greeting, more, REPLICAS));
    }

    @Test
    @Order(1)
    void aServerWithRoomForOneMoreIsEnoughAndVisitorsNoticeNothing() throws IOException {
        List<Integer> failures;
        Set<Integer> running = new TreeSet<>();
        Path second = of("second", "");
        try (Traffic traffic = Traffic.to(portolan, HOST)) {
            CompletableFuture<Result> deploy = CompletableFuture.supplyAsync(() -> portolan.deploy(second, "crowd"));
            while (!deploy.isDone()) {
                running.add(containers().size());
            }
            deploy.join().ok();
            failures = traffic.failures();
        }

        assertThat(failures).isEmpty();
        assertThat(running).as("containers of web at a time").contains(REPLICAS + 1);
        assertThat(running.stream().mapToInt(Integer::intValue).max()).hasValue(REPLICAS + 1);
        assertThat(running.stream().mapToInt(Integer::intValue).min()).hasValue(REPLICAS);
        assertThat(answered()).containsExactly("second");
    }

    @Test
    @Order(2)
    void theFirstThatDoesNotComeUpLeavesAllThatServed() throws IOException {
        Set<String> before = containers();

        assertThat(portolan.deploy(of("third", ", EXIT_CODE: 1"), "crowd").exit())
                .isEqualTo(1);

        assertThat(containers()).isEqualTo(before);
        assertThat(answered()).containsExactly("second");
    }

    private Set<String> containers() {
        return new TreeSet<>(Shell.docker("ps", "--format", "{{.Names}}", "--filter", "label=portolan.stack.name=crowd")
                .ok()
                .out()
                .lines()
                .toList());
    }

    /** What visitors are told, by all who answer. */
    private Set<String> answered() {
        Set<String> greetings = new TreeSet<>();
        Set<String> hosts = new TreeSet<>();
        Portolan.eventually("all replicas are visited", Duration.ofSeconds(20), () -> {
            var answer = portolan.answer(HOST, "/");
            greetings.add(answer.get("greeting").asText());
            hosts.add(answer.get("hostname").asText());
            return hosts.size() == REPLICAS;
        });
        return greetings;
    }
}

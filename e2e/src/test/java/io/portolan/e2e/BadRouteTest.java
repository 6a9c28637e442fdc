package io.portolan.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.portolan.e2e.Shell.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** A route that the proxy does not take harms itself alone, and says so. */
@Tag("engine")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BadRouteTest {
    private static final Duration SECONDS = Duration.ofSeconds(40);
    private static final String DISLIKED = PickyProxy.DISLIKED + ": yes";

    private final Portolan portolan = Portolan.prepared();
    private Path folder = Path.of("");

    @BeforeAll
    void deploy(@TempDir Path temporary) throws IOException {
        folder = temporary;
        PickyProxy.build(Files.createDirectory(folder.resolve("image")));
        portolan.upAgain("--proxy=caddy", "--proxy-image=" + PickyProxy.IMAGE).ok();
        portolan.deploy(site("shop"), "shop", "--domain", "web=http://shop.localhost")
                .ok();
        portolan.deploy(site("blog"), "blog", "--domain", "web=http://blog.localhost")
                .ok();
    }

    @AfterAll
    void down() {
        portolan.close();
        PickyProxy.remove();
    }

    @Test
    void itIsTakenBackWithTheProxysWordsAndTheOthersStay() {
        try (Traffic visitors = Traffic.to(portolan, "blog.localhost")) {
            Result refused = add("http://bad.localhost", "--response-header", DISLIKED);

            assertThat(refused.exit()).isNotZero();
            assertThat(refused.err()).contains("http://bad.localhost", PickyProxy.WORDS, "→");
            assertThat(visitors.failures()).isEmpty();
        }
        serveBoth();
        assertThat(portolan.code("bad.localhost")).isEqualTo(404);
        assertThat(portolan.run("domain", "ls").ok().out()).doesNotContain("bad.localhost");

        add("http://good.localhost").ok();
        assertThat(portolan.code("good.localhost")).isEqualTo(200);
        add("http://bad.localhost").ok();
        assertThat(portolan.code("bad.localhost"))
                .as("said of otherwise, it is taken")
                .isEqualTo(200);
    }

    @Test
    void whatADomainWasBeforeStaysWhereItsChangeIsNotTaken() {
        add("http://changed.localhost").ok();

        Result refused = add("http://changed.localhost", "--response-header", DISLIKED);

        assertThat(refused.exit()).isNotZero();
        assertThat(refused.err()).contains(PickyProxy.WORDS);
        Portolan.eventually("it serves as before", SECONDS, () -> portolan.code("changed.localhost") == 200);
        assertThat(portolan.run("domain", "ls").ok().out()).contains("changed.localhost");
        serveBoth();
    }

    /** Who asked is gone before the proxy has said no, so nobody was there to take the domain back. */
    @Test
    void oneThatNobodyTookBackIsNamedUntilItIsMended() {
        LiveCommand adding = portolan.begin(
                "domain",
                "add",
                "shop",
                "web",
                "http://kept.localhost",
                "--response-header",
                DISLIKED,
                "--response-header",
                PickyProxy.SLOWLY + ": yes");
        Portolan.eventually("the domain is written down", SECONDS, () -> portolan.run("domain", "ls")
                .out()
                .contains("kept.localhost"));
        DaemonProcess daemon = new DaemonProcess(portolan);
        daemon.kill();
        assertThat(adding.end(SECONDS).exit()).isNotZero();
        daemon.awaitReady();

        Portolan.eventually("status names it", SECONDS, () -> notes().stream()
                .anyMatch(n -> n.contains("http://kept.localhost") && n.contains(PickyProxy.WORDS)));
        serveBoth();
        add("http://later.localhost").ok();
        assertThat(portolan.code("later.localhost")).isEqualTo(200);

        add("http://kept.localhost").ok();

        assertThat(portolan.code("kept.localhost")).isEqualTo(200);
        assertThat(notes()).noneMatch(n -> n.contains("kept.localhost"));
    }

    private void serveBoth() {
        assertThat(portolan.answer("shop.localhost", "/").get("greeting").asText())
                .isEqualTo("shop");
        assertThat(portolan.answer("blog.localhost", "/").get("greeting").asText())
                .isEqualTo("blog");
    }

    private List<String> notes() {
        List<String> notes = new ArrayList<>();
        portolan.status().get("drift").get("notes").forEach(n -> notes.add(n.asText()));
        return notes;
    }

    private Result add(String url, String... options) {
        List<String> command = new ArrayList<>(List.of("domain", "add", "shop", "web", url));
        command.addAll(List.of(options));
        return portolan.run(command);
    }

    private Path site(String greeting) throws IOException {
        return Files.writeString(folder.resolve(greeting + ".yaml"), """
                services:
                  web:
                    image: portolan-test/http:1
                    environment: {GREETING: %s}
                """.formatted(greeting));
    }
}

package io.portolan.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.portolan.e2e.Shell.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The disk with the daemon's data fills up, and is freed again. */
@Tag("engine")
class FullDiskTest {
    private static final Duration SOON = Duration.ofSeconds(90);

    @Test
    void commandsFailInWordsAndAllIsWellWhenThereIsSpaceAgain(@TempDir Path folder) throws IOException {
        Lab.endpoint();
        try (SmallDisk disk = SmallDisk.in(folder)) {
            onSmallDisk(disk, folder);
        }
    }

    private static void onSmallDisk(SmallDisk disk, Path folder) throws IOException {
        Portolan portolan = Portolan.in(disk.path().resolve("data"));
        portolan.upAgain().ok();
        try {
            portolan.deploy(site(folder, "one"), "site", "--domain", "web=http://site.localhost")
                    .ok();
            List<String> before = portolan.made();
            disk.fill();

            Result failed = portolan.deploy(site(folder, "two"), "site");
            assertThat(failed.exit()).as(failed.all()).isIn(1, 3);
            assertThat(failed.err()).containsAnyOf("disk", "space").doesNotContain("\tat ", "Exception");
            assertThat(portolan.visit("site.localhost", "/").orElseThrow().body())
                    .contains("one");
            assertThat(portolan.show("site").get("revision").asInt()).isEqualTo(1);
            assertThat(portolan.made()).isEqualTo(before);

            ProcessHandle.of(portolan.daemonPid()).orElseThrow().destroyForcibly();
            assertThat(portolan.code("site.localhost")).isEqualTo(200);

            disk.free();
            Portolan.eventually(
                    "the daemon is back",
                    SOON,
                    () -> portolan.run("status", "--json").exit() == 0);
            assertThat(portolan.show("site").get("revision").asInt()).isEqualTo(1);
            portolan.deploy(site(folder, "two"), "site").ok();
            assertThat(portolan.visit("site.localhost", "/").orElseThrow().body())
                    .contains("two");
        } finally {
            disk.free();
            portolan.close();
        }
    }

    private static Path site(Path folder, String greeting) throws IOException {
        return Files.writeString(folder.resolve("compose.yaml"), """
                services:
                  web:
                    image: portolan-test/http:1
                    environment: {GREETING: %s}
                    expose: [8080]
                """.formatted(greeting));
    }
}

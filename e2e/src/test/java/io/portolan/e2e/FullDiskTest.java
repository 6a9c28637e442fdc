package io.portolan.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.portolan.e2e.Shell.Result;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
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
        Path disk = Files.createDirectory(folder.resolve("disk"));
        Assumptions.assumeTrue(
                Shell.run("mount", "-t", "tmpfs", "-o", "size=192m", "tmpfs", disk.toString())
                                .exit()
                        == 0,
                "no right to mount a small disk");
        try {
            onSmallDisk(disk, folder);
        } finally {
            Shell.run("umount", disk.toString()).ok();
        }
    }

    private static void onSmallDisk(Path disk, Path folder) throws IOException {
        Portolan portolan = Portolan.in(disk.resolve("data"));
        portolan.upAgain().ok();
        try {
            portolan.deploy(site(folder, "one"), "site", "--domain", "web=http://site.localhost")
                    .ok();
            List<String> before = portolan.made();
            Path filler = disk.resolve("filler");
            fill(filler);

            Result failed = portolan.deploy(site(folder, "two"), "site");
            assertThat(failed.exit()).as(failed.all()).isIn(1, 3);
            assertThat(failed.err()).containsAnyOf("disk", "space").doesNotContain("\tat ", "Exception");
            assertThat(portolan.visit("site.localhost", "/").orElseThrow().body())
                    .contains("one");
            assertThat(portolan.show("site").get("revision").asInt()).isEqualTo(1);
            assertThat(portolan.made()).isEqualTo(before);

            ProcessHandle.of(portolan.daemonPid()).orElseThrow().destroyForcibly();
            assertThat(portolan.code("site.localhost")).isEqualTo(200);

            Files.delete(filler);
            Portolan.eventually(
                    "the daemon is back",
                    SOON,
                    () -> portolan.run("status", "--json").exit() == 0);
            assertThat(portolan.show("site").get("revision").asInt()).isEqualTo(1);
            portolan.deploy(site(folder, "two"), "site").ok();
            assertThat(portolan.visit("site.localhost", "/").orElseThrow().body())
                    .contains("two");
        } finally {
            Files.deleteIfExists(disk.resolve("filler"));
            portolan.close();
        }
    }

    /** Until not a byte more fits. */
    private static void fill(Path file) throws IOException {
        for (int size : List.of(1 << 20, 4096)) {
            try (OutputStream out = Files.newOutputStream(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
                byte[] zeros = new byte[size];
                while (true) {
                    out.write(zeros);
                }
            } catch (IOException full) {
                assertThat(full).hasMessageContaining("No space left");
            }
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

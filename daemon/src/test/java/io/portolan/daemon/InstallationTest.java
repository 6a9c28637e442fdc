package io.portolan.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InstallationTest {
    private final Path origin;
    private final DataDirectory data;

    InstallationTest(@TempDir Path folder) throws IOException {
        this.origin = Files.createDirectory(folder.resolve("lib"));
        for (String name : List.of("portolan.jar", "portolan.jsa", "java.options", "daemon.options")) {
            Files.writeString(origin.resolve(name), name);
        }
        this.data = DataDirectory.create(folder.resolve("data"));
    }

    private List<String> command(Optional<String> heap) {
        return Installation.copyOf(origin, data).daemonCommand(heap, new DaemonOptions(), data);
    }

    @Test
    void runsTheCopyWithTheOptionsThatCameWithIt() {
        Path copy = Installation.copyOf(origin, data).library();
        assertThat(copy).startsWith(data.path());
        assertThat(command(Optional.empty()))
                .containsSubsequence(
                        "@" + copy.resolve("java.options"),
                        "@" + copy.resolve("daemon.options"),
                        "-XX:SharedArchiveFile=" + copy.resolve("portolan.jsa"),
                        "-jar",
                        copy.resolve("portolan.jar").toString(),
                        "daemon",
                        "--log-file=" + data.logFile())
                .noneMatch(word -> word.startsWith("-Xmx"));
    }

    @Test
    void aHeapThatIsAskedForWinsOverTheOptions() {
        List<String> command = command(Optional.of("512m"));
        assertThat(command.indexOf("-Xmx512m"))
                .isGreaterThan(command.indexOf(command.stream()
                        .filter(word -> word.endsWith("daemon.options"))
                        .findFirst()
                        .orElseThrow()));
    }

    @Test
    void keepsTheTimesByWhichTheArchiveKnowsItsJars() throws IOException {
        FileTime then = FileTime.from(Instant.parse("2026-01-02T03:04:05Z"));
        Files.setLastModifiedTime(origin.resolve("portolan.jar"), then);
        Path copy = Installation.copyOf(origin, data).library();
        assertThat(Files.getLastModifiedTime(copy.resolve("portolan.jar"))).isEqualTo(then);
    }

    @Test
    void doesWithoutAnArchive() throws IOException {
        Files.delete(origin.resolve("portolan.jsa"));
        assertThat(command(Optional.empty())).noneMatch(word -> word.contains("SharedArchiveFile"));
    }

    @Test
    void anotherProgramIsAnotherCopyAndTheEarlierOneIsRemoved() throws IOException {
        Installation first = Installation.copyOf(origin, data);
        assertThat(Installation.copyOf(origin, data)).isEqualTo(first);
        Files.writeString(origin.resolve("daemon.options"), "-Xmx1g");

        Installation second = Installation.copyOf(origin, data);
        second.removeOthers();

        assertThat(second).isNotEqualTo(first);
        assertThat(first.library()).doesNotExist();
        assertThat(second.library()).exists();
    }

    @Test
    void theOptionsThatAreShippedAreOnesTheJvmTakes() throws Exception {
        Path shipped = Path.of("src/main/dist/lib");
        Process java = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "@" + shipped.resolve("java.options"),
                        "@" + shipped.resolve("daemon.options"),
                        "-Xmx64m",
                        "-XX:SharedArchiveFile=" + origin.resolve("portolan.jsa"),
                        "-XX:+PrintFlagsFinal",
                        "-version")
                .redirectErrorStream(true)
                .start();
        String said = new String(java.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(java.waitFor()).as(said).isZero();
        // What is called an archive here is none: that is not even spoken of.
        assertThat(said.lines().filter(line -> !line.contains("{product")))
                .noneMatch(line -> line.contains("[cds") || line.contains("arning"));
        assertThat(said).containsPattern("UseSerialGC += true").containsPattern("MaxHeapSize += 67108864");
    }
}

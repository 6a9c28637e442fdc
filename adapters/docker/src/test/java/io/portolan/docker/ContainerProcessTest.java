package io.portolan.docker;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ContainerProcessTest {
    private static final String ID = "4f".repeat(32);
    private static final String OTHER = "5e".repeat(32);

    private final Path proc;

    ContainerProcessTest(@TempDir Path proc) {
        this.proc = proc;
    }

    private Path process(int here, String numbers, String group) throws IOException {
        Path folder = Files.createDirectories(proc.resolve(String.valueOf(here)));
        Files.writeString(folder.resolve("status"), "Name:\tx\nNSpid:\t" + numbers + "\nThreads:\t1\n");
        Files.writeString(folder.resolve("cgroup"), group + "\n");
        return folder;
    }

    private Optional<Path> found() {
        return ContainerProcess.find(proc, ID, 8398);
    }

    @Test
    void isFoundByTheEnginesNumberAndTheContainersGroup() throws IOException {
        process(8398, "8398", "0::/docker/" + OTHER);
        process(8400, "8400\t7", "0::/docker/" + ID);
        Path own = process(22500, "22500\t8398\t1", "0::/docker/" + ID);
        assertThat(found()).contains(own);
    }

    @Test
    void theGroupMayBeSystemdsOrOneOfManyOrDivided() throws IOException {
        Path own = process(8398, "8398\t1", "0::/system.slice/docker-" + ID + ".scope");
        assertThat(found()).contains(own);
        process(8398, "8398\t1", "12:cpu:/\n11:memory:/docker/" + ID);
        assertThat(found()).contains(own);
        process(8398, "8398\t1", "0::/docker/" + ID + "/init.scope");
        assertThat(found()).contains(own);
        process(8398, "8398\t1", "0::/docker/" + OTHER + "/docker/" + ID);
        assertThat(found()).contains(own);
    }

    @Test
    void aContainerInsideIsAnotherOne() throws IOException {
        process(8398, "8398\t1", "0::/docker/" + ID + "/docker/" + OTHER);
        assertThat(found()).isEmpty();
    }

    @Test
    void whatIsNotThereIsNotFound() throws IOException {
        Files.createDirectories(proc.resolve("1"));
        Files.writeString(proc.resolve("uptime"), "1");
        assertThat(found()).isEmpty();
        assertThat(ContainerProcess.find(proc.resolve("nowhere"), ID, 8398)).isEmpty();
        process(8398, "8398\t0", "0::/docker/" + ID);
        assertThat(ContainerProcess.find(proc, ID, 0)).isEmpty();
        assertThat(ContainerProcess.find(proc, "", 8398)).isEmpty();
    }
}

package io.portolan.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@EnabledOnOs(OS.LINUX)
class EngineLeftoversTest {
    private final Path run;

    private final EngineLeftovers leftovers;

    EngineLeftoversTest(@TempDir Path run) {
        this.run = run;
        this.leftovers = new EngineLeftovers(run);
    }

    @Test
    void aNumberThatAnotherProcessHasByNowIsNoEngine() throws IOException {
        Files.writeString(run.resolve("docker.pid"), ProcessHandle.current().pid() + "\n");
        assertThat(leftovers.running()).isEmpty();

        leftovers.clear();

        assertThat(run.resolve("docker.pid")).doesNotExist();
    }

    @Test
    void aProcessOfTheEnginesNameIsTheEngine() throws Exception {
        Path program = Files.copy(Path.of("/bin/sleep").toRealPath(), run.resolve("dockerd"));
        Process process = new ProcessBuilder(program.toString(), "60").start();
        try {
            Files.writeString(run.resolve("docker.pid"), Long.toString(process.pid()));
            assertThat(leftovers.running())
                    .hasValueSatisfying(p -> assertThat(p.pid()).isEqualTo(process.pid()));
        } finally {
            process.destroy();
        }
    }

    @Test
    void removesTheStateOfADeadContainerdAndSocketsThatNobodyHasOpen() throws IOException {
        Path state = Files.createDirectories(run.resolve("docker/containerd/daemon"));
        Files.writeString(run.resolve("docker/containerd/containerd.pid"), "999999999");
        Path socket = Files.createDirectory(run.resolve("containerd")).resolve("containerd.sock");
        try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            server.bind(UnixDomainSocketAddress.of(socket));
            leftovers.clear();
            assertThat(socket).exists();
        }

        leftovers.clear();

        assertThat(socket).doesNotExist();
        assertThat(state.getParent()).doesNotExist();
        assertThat(run.resolve("docker")).exists();
    }

    @Test
    void nothingLeftIsNothingToClear() {
        leftovers.clear();
        assertThat(leftovers.running()).isEmpty();
    }
}

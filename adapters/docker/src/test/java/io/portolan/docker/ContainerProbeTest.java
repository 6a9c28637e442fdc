package io.portolan.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.portolan.engine.port.ContainerRuntime.Connection;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ContainerProbeTest {
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    @Test
    void readsAHostsFile() {
        List<String> hosts = List.of(
                "127.0.0.1\tlocalhost",
                "# 10.0.0.1 host.docker.internal",
                "",
                "::1 localhost ip6-localhost",
                "172.17.0.1\tother Host.Docker.Internal # the host",
                "172.18.0.1 host.docker.internal");
        assertThat(ContainerProbe.address(hosts, "host.docker.internal")).contains(InetAddress.ofLiteral("172.17.0.1"));
        assertThat(ContainerProbe.address(hosts, "172.17.0.1")).isEmpty();
        assertThat(ContainerProbe.address(hosts, "nobody")).isEmpty();
    }

    @Test
    void whatTheEngineKeepsElsewhereIsNotTried(@TempDir Path folder) throws Exception {
        JsonNode nothing = JsonMapper.builder().build().readTree("{}");
        assertThat(ContainerProbe.connect(nothing, "host.docker.internal", 1, PATIENCE))
                .isEqualTo(Connection.NOT_TRIED);

        Path hosts = Files.writeString(folder.resolve("hosts"), "127.0.0.1 host.docker.internal\n");
        // A process of that number is there, and is not of that container.
        JsonNode gone = JsonMapper.builder()
                .build()
                .readTree("{\"Id\":\"%s\",\"HostsPath\":\"%s\",\"State\":{\"Pid\":%d}}"
                        .formatted(
                                "ab".repeat(32), hosts, ProcessHandle.current().pid()));
        assertThat(ContainerProbe.connect(gone, "host.docker.internal", 1, PATIENCE))
                .isEqualTo(Connection.NOT_TRIED);
    }

    @Test
    void whatIsNoNamespaceIsNotTried(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("file"), "");
        try (ServerSocket listening = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            InetSocketAddress at = new InetSocketAddress(InetAddress.getLoopbackAddress(), listening.getLocalPort());
            assertThat(new NetworkNamespace(file).connect(at, PATIENCE)).isEqualTo(Connection.NOT_TRIED);
        }
    }

    @Test
    void theNamespaceThatItIsInIsOneLikeAnother() throws IOException, InterruptedException {
        NetworkNamespace own = new NetworkNamespace(Path.of("/proc/self/ns/net"));
        int port;
        try (ServerSocket listening = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = listening.getLocalPort();
            // Entering any needs a right that only root has.
            assertThat(own.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), PATIENCE))
                    .isIn(Connection.TAKEN, Connection.NOT_TRIED);
        }
        assertThat(own.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), PATIENCE))
                .isIn(Connection.REFUSED, Connection.NOT_TRIED);
    }

    @Test
    void opensAConnectionThatLeadsIntoTheNamespace() throws Exception {
        NetworkNamespace own = new NetworkNamespace(Path.of("/proc/self/ns/net"));
        try (ServerSocket listening = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
            InetSocketAddress to = new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), listening.getLocalPort());
            assumeThat(own.connect(to, PATIENCE)).as("root, who may enter").isEqualTo(Connection.TAKEN);
            listening.accept().close();

            try (SocketChannel channel = own.open(to, PATIENCE);
                    Socket accepted = listening.accept()) {
                accepted.getOutputStream().write('x');
                assertThat(channel.socket().getInputStream().read()).isEqualTo('x');
            }
        }
    }

    @Test
    void saysThatNobodyListensInTheNamespaceOrThatItCannotBeEntered() throws Exception {
        int port;
        try (ServerSocket closed = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = closed.getLocalPort();
        }
        InetSocketAddress to = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);

        assertThatThrownBy(() -> new NetworkNamespace(Path.of("/proc/self/ns/net")).open(to, PATIENCE))
                .isInstanceOf(IOException.class);
    }

    @Test
    void aContainerThatIsNotThereHasNoLoopback() {
        assertThatThrownBy(() -> new NamespaceLoopback(Optional::empty).connect(80, PATIENCE))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("does not run");
    }
}

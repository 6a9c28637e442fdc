package io.portolan.docker;

import io.portolan.engine.port.ContainerRuntime;
import io.portolan.model.runtime.Cidr;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;

/** The contract, kept by a Docker Engine. */
@Tag("engine")
final class DockerContractTest extends ContainerRuntimeContract {
    private final String instance = UUID.randomUUID().toString();
    private @Nullable ContainerRuntime runtime;

    @BeforeAll
    void connect() {
        runtime = TestEngine.connect(instance);
    }

    @AfterAll
    void close() {
        if (runtime != null) {
            runtime.close();
        }
    }

    @Override
    ContainerRuntime runtime() {
        return Objects.requireNonNull(runtime, "without an engine no test of these begins");
    }

    @Override
    String instance() {
        return instance;
    }

    @Override
    String missingImage() {
        return TestEngine.registry() + "busybox:no-such-tag";
    }

    @Override
    Cidr subnet(int number) {
        return Cidr.parse("10.213.0.0/16").subnet(26, number);
    }

    @Override
    int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

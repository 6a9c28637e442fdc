package io.portolan.docker;

import com.fasterxml.jackson.databind.JsonNode;
import io.portolan.engine.port.ContainerLoopback;
import io.portolan.engine.port.RuntimeFault;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Enters the network namespace of a container's first process. The process is remembered as long as it is the
 * container's: looking it up asks the engine and reads about all processes of the machine.
 */
final class NamespaceLoopback implements ContainerLoopback {
    private static final Path PROC = Path.of("/proc");

    private record Known(String id, Path process) {}

    private final Supplier<Optional<JsonNode>> inspection;
    private volatile Optional<Known> known = Optional.empty();

    /** @param inspection the engine's inspect answer; empty where there is no container */
    NamespaceLoopback(Supplier<Optional<JsonNode>> inspection) {
        this.inspection = inspection;
    }

    @Override
    public SocketChannel connect(int port, Duration patience) throws IOException {
        InetSocketAddress to = new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port);
        try {
            return new NetworkNamespace(process().resolve("ns/net")).open(to, patience);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while connecting to " + to);
        }
    }

    private Path process() throws IOException {
        Optional<Known> there = known.filter(k -> ContainerProcess.isOf(k.process(), k.id()));
        if (there.isEmpty()) {
            there = find();
            known = there;
        }
        return there.orElseThrow(() -> new IOException("the container does not run, or not on this machine"))
                .process();
    }

    private Optional<Known> find() throws IOException {
        try {
            return inspection.get().flatMap(container -> {
                String id = container.path("Id").asText();
                return ContainerProcess.find(
                                PROC, id, container.path("State").path("Pid").asInt())
                        .map(process -> new Known(id, process));
            });
        } catch (RuntimeFault e) {
            throw new IOException("the engine cannot tell where the container runs: " + e.getMessage(), e);
        }
    }
}

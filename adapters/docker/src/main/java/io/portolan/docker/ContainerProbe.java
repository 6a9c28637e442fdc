package io.portolan.docker;

import com.fasterxml.jackson.databind.JsonNode;
import io.portolan.engine.port.ContainerRuntime.Connection;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Tries connections as a container's programs would: from its network namespace, to what its hosts file says. Runs
 * nothing in the container and needs nothing of its image. Where the engine's processes or files are not seen from here,
 * on another machine for example, nothing is tried.
 */
final class ContainerProbe {
    private static final Path PROC = Path.of("/proc");

    private ContainerProbe() {}

    /** @param container the engine's inspect answer */
    static Connection connect(JsonNode container, String host, int port, Duration patience)
            throws InterruptedException {
        Optional<InetAddress> address =
                address(lines(container.path("HostsPath").asText()), host);
        Optional<Path> process = address.flatMap(_ -> ContainerProcess.find(
                PROC,
                container.path("Id").asText(),
                container.path("State").path("Pid").asInt()));
        return process.isEmpty()
                ? Connection.NOT_TRIED
                : new NetworkNamespace(process.get().resolve("ns/net"))
                        .connect(new InetSocketAddress(address.orElseThrow(), port), patience);
    }

    /** The first one counts, as in hosts(5). */
    static Optional<InetAddress> address(List<String> hostsFile, String name) {
        return hostsFile.stream()
                .map(l -> l.replaceFirst("#.*", "").strip().split("\\s+"))
                .filter(f -> Arrays.stream(f).skip(1).anyMatch(name::equalsIgnoreCase))
                .map(f -> InetAddress.ofLiteral(f[0]))
                .findFirst();
    }

    private static List<String> lines(String file) {
        try {
            return file.isEmpty() ? List.of() : Files.readAllLines(Path.of(file));
        } catch (IOException e) {
            // The engine's files are not where we are.
            return List.of();
        }
    }
}

package io.portolan.daemon;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The running state of an engine that systemd does not look after. One that was killed, or whose machine was switched off
 * without clearing this folder, leaves things behind that stop the next one: it takes the pid file for a living engine's
 * when another process has the number by now, and waits in vain for the containerd whose socket is there.
 *
 * @param run {@code /var/run}
 */
record EngineLeftovers(Path run) {
    /** The engine that runs here, whether it answers or not. */
    Optional<ProcessHandle> running() {
        return named("docker.pid", "dockerd");
    }

    /** Must only be called while no engine runs. */
    void clear() {
        try {
            Files.deleteIfExists(run.resolve("docker.pid"));
            Path containerd = run.resolve("docker/containerd");
            if (named("docker/containerd/containerd.pid", "containerd").isEmpty()) {
                Installation.deleteTree(containerd);
            }
            Path system = run.resolve("containerd/containerd.sock");
            if (Files.exists(system) && !isListening(system)) {
                Files.delete(system);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot remove what a former engine left in " + run + ": " + e, e);
        }
    }

    private Optional<ProcessHandle> named(String pidFile, String program) {
        try {
            long pid = Long.parseLong(Files.readString(run.resolve(pidFile)).strip());
            return ProcessHandle.of(pid).filter(ProcessHandle::isAlive).filter(process -> process.info()
                    .command()
                    .map(command -> Path.of(command).endsWith(program))
                    .orElse(false));
        } catch (IOException | NumberFormatException e) {
            // No such file, or half of one: no such process.
            return Optional.empty();
        }
    }

    private static boolean isListening(Path socket) {
        try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            return channel.connect(UnixDomainSocketAddress.of(socket));
        } catch (IOException e) {
            // Refused: the file of a socket that nobody has open.
            return false;
        }
    }
}

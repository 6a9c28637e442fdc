package io.portolan.docker;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Finds the first process of a container among those of this machine, see proc(5). Its number is the engine's and may be
 * another one here, so that the process must be of the container's control group as well.
 */
final class ContainerProcess {
    private static final int ID_LENGTH = 64;

    private ContainerProcess() {}

    /** The folder that tells of it; empty where the engine's processes are not seen. */
    static Optional<Path> find(Path proc, String id, int number) {
        if (id.length() != ID_LENGTH || number <= 0) {
            return Optional.empty();
        }
        try (DirectoryStream<Path> processes = Files.newDirectoryStream(proc, "[0-9]*")) {
            for (Path process : processes) {
                if (hasNumber(lines(process.resolve("status")), number) && isOf(lines(process.resolve("cgroup")), id)) {
                    return Optional.of(process);
                }
            }
        } catch (IOException e) {
            // Elsewhere than on Linux there is no such folder.
            return Optional.empty();
        }
        return Optional.empty();
    }

    /** Whether the process is still of the container: its number may be another's by now. */
    static boolean isOf(Path process, String id) {
        return id.length() == ID_LENGTH && isOf(lines(process.resolve("cgroup")), id);
    }

    /** {@code NSpid: 22500 8398 1}: its numbers here, where the engine is, and in the container. */
    private static boolean hasNumber(List<String> status, int number) {
        return status.stream()
                .filter(l -> l.startsWith("NSpid:"))
                .flatMap(l -> Arrays.stream(l.split("\\s+")))
                .anyMatch(String.valueOf(number)::equals);
    }

    /** {@code 0::/docker/ID} or {@code 0::/system.slice/docker-ID.scope}, and nothing of another container beneath. */
    private static boolean isOf(List<String> groups, String id) {
        return groups.stream()
                .map(g -> g.substring(g.lastIndexOf(id) < 0 ? g.length() : g.lastIndexOf(id)))
                .anyMatch(g -> g.startsWith(id) && !g.substring(ID_LENGTH).matches(".*[0-9a-f]{64}.*"));
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            // It has ended meanwhile, or is not ours to look at.
            return List.of();
        }
    }
}

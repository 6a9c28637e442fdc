package io.portolan.docker;

import io.portolan.model.runtime.HostFacts.Listener;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Names the processes that hold sockets, by the inodes behind their descriptors. */
final class SocketHolders {
    private SocketHolders() {}

    static List<Listener> name(Path proc, List<ProcNet.Socket> sockets) {
        Set<String> wanted = new HashSet<>();
        sockets.forEach(s -> wanted.add("socket:[" + s.inode() + "]"));
        Map<String, String> holders = new HashMap<>();
        try (DirectoryStream<Path> processes = Files.newDirectoryStream(proc, "[0-9]*")) {
            processes.forEach(process -> descriptors(process, wanted, holders));
        } catch (IOException | DirectoryIteratorException e) {
            // Without a readable /proc the holders stay unnamed.
            holders.clear();
        }
        return sockets.stream()
                .map(s -> new Listener(
                        s.protocol(), s.address(), s.port(), holders.getOrDefault("socket:[" + s.inode() + "]", "")))
                .distinct()
                .toList();
    }

    private static void descriptors(Path process, Set<String> wanted, Map<String, String> holders) {
        try (DirectoryStream<Path> descriptors = Files.newDirectoryStream(process.resolve("fd"))) {
            for (Path descriptor : descriptors) {
                String target = target(descriptor);
                if (wanted.contains(target)) {
                    holders.put(target, name(process));
                }
            }
        } catch (IOException | DirectoryIteratorException e) {
            // The process has ended meanwhile, or is another user's: its sockets stay unnamed.
            return;
        }
    }

    private static String target(Path descriptor) {
        try {
            return Files.readSymbolicLink(descriptor).toString();
        } catch (IOException e) {
            // Closed meanwhile; the process's others are still to be seen.
            return "";
        }
    }

    private static String name(Path process) throws IOException {
        return Files.readString(process.resolve("comm")).strip() + " (pid " + process.getFileName() + ")";
    }
}

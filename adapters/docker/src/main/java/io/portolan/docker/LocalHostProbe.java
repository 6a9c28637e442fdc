package io.portolan.docker;

import io.portolan.engine.port.HostProbe;
import io.portolan.model.runtime.HostFacts;
import io.portolan.model.runtime.HostFacts.HostAddress;
import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Looks at the host that this process runs on: its interfaces, and proc(5). What cannot be read is left out. */
public final class LocalHostProbe implements HostProbe {
    private final Path proc;

    public LocalHostProbe() {
        this(Path.of("/proc"));
    }

    LocalHostProbe(Path proc) {
        this.proc = proc;
    }

    @Override
    public HostFacts observe() {
        List<ProcNet.Socket> sockets = ProcNet.sockets(file -> lines("self/net/" + file));
        return new HostFacts(
                SocketHolders.name(proc, sockets),
                Stream.concat(
                                ProcNet.routes(lines("self/net/route")).stream(),
                                ProcNet.routesOfOtherTables(lines("self/net/fib_trie")).stream())
                        .toList(),
                addresses(),
                Files.exists(proc.resolve("sys/net/ipv4/tcp_migrate_req")));
    }

    private static List<HostAddress> addresses() {
        try {
            return NetworkInterface.networkInterfaces()
                    .flatMap(i -> i.getInterfaceAddresses().stream()
                            .map(a -> new HostAddress(i.getName(), text(a.getAddress()), a.getNetworkPrefixLength())))
                    .toList();
        } catch (SocketException e) {
            // As with /proc: an interface that goes away under the look must not hide the server.
            return List.of();
        }
    }

    /** Without the zone that IPv6 addresses of one link carry. */
    private static String text(InetAddress address) {
        String text = address.getHostAddress();
        int zone = text.indexOf('%');
        String plain = zone < 0 ? text : text.substring(0, zone);
        return address instanceof Inet6Address ? ProcNet.shortened(plain) : plain;
    }

    private List<String> lines(String file) {
        try {
            return Files.readAllLines(proc.resolve(file));
        } catch (IOException e) {
            // A kernel without IPv6 has no tcp6; elsewhere than on Linux there is none of it.
            return List.of();
        }
    }
}

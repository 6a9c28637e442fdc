package io.portolan.docker;

import io.portolan.engine.port.HostProbe;
import io.portolan.model.runtime.HostFacts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Looks at the host that this process runs on, through proc(5). What cannot be read is left out. */
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
                ProcNet.routes(lines("self/net/route")),
                Files.exists(proc.resolve("sys/net/ipv4/tcp_migrate_req")),
                ProcNet.addresses(lines("self/net/fib_trie"), lines("self/net/if_inet6")));
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

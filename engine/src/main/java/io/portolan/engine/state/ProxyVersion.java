package io.portolan.engine.state;

import io.portolan.engine.Server;
import io.portolan.engine.port.RuntimeFault;
import io.portolan.model.runtime.ObservedContainer;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Asks each proxy's container once which version it runs, and tells the adapter. */
final class ProxyVersion {
    private final Server server;
    private Optional<String> asked = Optional.empty();

    ProxyVersion(Server server) {
        this.server = server;
    }

    /** @param containers of the server, as they were seen last */
    synchronized void learn(List<ObservedContainer> containers, String instance) {
        Optional<ObservedContainer> proxy = containers.stream()
                .filter(c -> c.isProxyOf(instance) && c.state().running())
                .findFirst();
        // The image is a part of the name; another container of the same one can have another version all the same.
        Optional<String> now = proxy.map(ObservedContainer::id);
        if (now.isPresent()
                && !now.equals(asked)
                && !server.proxy().launch().version().isEmpty()) {
            Stream.Builder<String> lines = Stream.builder();
            try {
                server.runtime()
                        .exec(proxy.get().name(), server.proxy().launch().version(), line -> lines.add(line.text()));
            } catch (RuntimeFault fault) {
                // It ended meanwhile, or cannot tell: the adapter goes on with the oldest version that it knows.
                return;
            }
            server.proxy().runs(lines.build().collect(Collectors.joining("\n")));
            asked = now;
        }
    }
}

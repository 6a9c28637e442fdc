package io.portolan.compose.keys;

import io.portolan.compose.yaml.Scalar;
import io.portolan.model.stack.PortMapping;
import io.portolan.model.stack.Protocol;
import java.util.List;
import java.util.Optional;

/** {@code [[address:][host]:]container[/protocol]}, both ports possibly ranges; IPv6 addresses in brackets. */
final class ShortPort {
    private ShortPort() {}

    static List<PortMapping> parse(Scalar at, PortsReader reader) {
        String text = at.text().strip();
        int slash = text.indexOf('/');
        Optional<Protocol> protocol =
                slash < 0 ? Optional.of(Protocol.TCP) : reader.protocol(at, text.substring(slash + 1));
        if (protocol.isEmpty()) {
            return List.of();
        }
        String ports = slash < 0 ? text : text.substring(0, slash);
        int last = ports.lastIndexOf(':');
        Optional<PortRange> container = reader.range(at, ports.substring(last + 1));
        if (container.isEmpty()) {
            return List.of();
        }
        if (last < 0) {
            return reader.expand(at, Optional.empty(), Optional.empty(), container.get(), protocol.get());
        }
        return withHost(at, ports.substring(0, last), container.get(), protocol.get(), reader);
    }

    /** @param front what stands before the container's port: {@code host}, {@code address:host} or {@code address:} */
    private static List<PortMapping> withHost(
            Scalar at, String front, PortRange container, Protocol protocol, PortsReader reader) {
        int colon = front.lastIndexOf(':');
        String hostPort = front.substring(colon + 1);
        Optional<String> address = colon < 0 ? Optional.empty() : Optional.of(unbracketed(front.substring(0, colon)));
        // ":3000", often what an empty variable leaves: the official loader takes it as a port of the container only.
        if (hostPort.isEmpty()) {
            return reader.expand(at, address, Optional.empty(), container, protocol);
        }
        return reader.range(at, hostPort)
                .map(host -> reader.expand(at, address, Optional.of(host), container, protocol))
                .orElse(List.of());
    }

    private static String unbracketed(String address) {
        return address.startsWith("[") && address.endsWith("]") && address.length() > 2
                ? address.substring(1, address.length() - 1)
                : address;
    }
}

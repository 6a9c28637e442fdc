package io.portolan.planner.connect;

import io.portolan.model.stack.ContainerPort;
import io.portolan.model.stack.Protocol;
import io.portolan.model.stack.ServiceSpec;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** How a client names a port of a service: a URL where the protocol is known, else {@code host:port}. */
public final class ConnectionStrings {
    private static final List<Integer> HTTP = List.of(80, 3000, 8000, 8080);
    private static final List<Integer> HTTPS = List.of(443, 8443);

    private ConnectionStrings() {}

    /** The port that clients of a recognised database connect to, whatever its file and image say of ports. */
    public static OptionalInt wellKnownPort(ServiceSpec service) {
        return DatabaseKind.portOf(service);
    }

    /** @param routed a domain leads to the port, so that it speaks HTTP */
    public static String of(ServiceSpec service, String host, ContainerPort port, boolean routed) {
        return url(service, host, port, routed).map(ConnectionUrl::redacted).orElse(host + ":" + port.port());
    }

    /** Empty where nothing tells the protocol. */
    static Optional<ConnectionUrl> url(ServiceSpec service, String host, ContainerPort port, boolean routed) {
        String place = host + ":" + port.port();
        if (port.protocol() != Protocol.TCP) {
            return Optional.of(ConnectionUrl.plain(port.protocol().toString(), place));
        }
        if (routed) {
            return Optional.of(ConnectionUrl.plain("http", place));
        }
        Optional<DatabaseKind> kind = DatabaseKind.of(service);
        if (kind.isPresent() && kind.get().port() == port.port()) {
            return Optional.of(new ConnectionUrl(
                    kind.get().scheme(),
                    Optional.of(Credentials.of(kind.get(), service)),
                    place,
                    kind.get() == DatabaseKind.MONGODB ? "?authSource=admin" : ""));
        }
        if (HTTPS.contains(port.port())) {
            return Optional.of(ConnectionUrl.plain("https", place));
        }
        return HTTP.contains(port.port()) && kind.isEmpty()
                ? Optional.of(ConnectionUrl.plain("http", place))
                : Optional.empty();
    }
}

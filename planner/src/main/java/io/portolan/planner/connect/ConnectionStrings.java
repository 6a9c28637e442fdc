package io.portolan.planner.connect;

import io.portolan.model.stack.ContainerPort;
import io.portolan.model.stack.Protocol;
import io.portolan.model.stack.ServiceSpec;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** How a client names a port of a service: a URL where the protocol is known, else {@code host:port}. */
public final class ConnectionStrings {
    /** In place of a password. */
    private static final String REDACTED = "***";

    private static final String UNRESERVED = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~";

    private static final List<Integer> HTTP = List.of(80, 3000, 8000, 8080);
    private static final List<Integer> HTTPS = List.of(443, 8443);

    private ConnectionStrings() {}

    /** The port that clients of a recognised database connect to, whatever its file and image say of ports. */
    public static OptionalInt wellKnownPort(ServiceSpec service) {
        return DatabaseKind.portOf(service);
    }

    /** @param routed a domain leads to the port, so that it speaks HTTP */
    public static String of(ServiceSpec service, String host, ContainerPort port, boolean routed) {
        String place = host + ":" + port.port();
        if (port.protocol() != Protocol.TCP) {
            return port.protocol() + "://" + place;
        }
        if (routed) {
            return "http://" + place;
        }
        Optional<DatabaseKind> kind = DatabaseKind.of(service);
        if (kind.isPresent() && kind.get().port() == port.port()) {
            return database(kind.get(), Credentials.of(kind.get(), service), place);
        }
        if (HTTPS.contains(port.port())) {
            return "https://" + place;
        }
        return HTTP.contains(port.port()) && kind.isEmpty() ? "http://" + place : place;
    }

    private static String database(DatabaseKind kind, Credentials login, String place) {
        String user = encoded(login.user());
        String password = login.hasPassword() ? ":" + REDACTED : "";
        String who = user.isEmpty() && password.isEmpty() ? "" : user + password + "@";
        String database = login.database().isEmpty() ? "" : "/" + encoded(login.database());
        return kind.scheme() + "://" + who + place + database;
    }

    /** RFC 3986, section 2.3: all but the unreserved characters. */
    private static String encoded(String text) {
        StringBuilder encoded = new StringBuilder();
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (b & 0xFF);
            if (UNRESERVED.indexOf(c) >= 0) {
                encoded.append(c);
            } else {
                encoded.append('%').append(HexFormat.of().withUpperCase().toHexDigits(b));
            }
        }
        return encoded.toString();
    }
}

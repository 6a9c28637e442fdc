package io.portolan.store;

import io.portolan.engine.store.Conflict;
import io.portolan.model.stack.Protocol;
import io.portolan.planner.Facts.ReservedPort;
import io.portolan.planner.Reservations.HostPort;
import java.net.InetAddress;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import org.jdbi.v3.core.Handle;

/** Reserved host ports of one server. Two addresses hold the same port apart, unless one of them is a wildcard. */
final class PortRows {
    private static final String ANY_IPV4 = "0.0.0.0";
    private static final String ANY_IPV6 = "::";

    private final Handle handle;
    private final String server;

    PortRows(Handle handle, String server) {
        this.handle = handle;
        this.server = server;
    }

    List<ReservedPort> all() {
        return handle.createQuery("""
                        SELECT p.*, s.name FROM host_ports p JOIN stacks s ON s.id = p.stack
                        WHERE p.server = :server ORDER BY p.port, p.protocol, p.bound
                        """)
                .bind("server", server)
                .map((row, context) ->
                        new ReservedPort(port(row), row.getString("stack"), "stack " + row.getString("name")))
                .list();
    }

    /** Adds to what the stack has. */
    void reserve(String stack, List<HostPort> ports) {
        for (HostPort port : ports) {
            refuseHeldByOther(stack, port);
            if (of(stack).stream().noneMatch(own -> same(own, port))) {
                handle.createUpdate("""
                                INSERT INTO host_ports (server, protocol, port, bound, address, stack)
                                VALUES (:server, :protocol, :port, :bound, :address, :stack)
                                """)
                        .bind("server", server)
                        .bind("protocol", port.protocol())
                        .bind("port", port.port())
                        .bind("bound", bound(port))
                        .bind("address", port.address())
                        .bind("stack", stack)
                        .execute();
            }
        }
    }

    /** Keeps only these of the stack. */
    void keep(String stack, List<HostPort> kept) {
        for (HostPort own : of(stack)) {
            if (kept.stream().noneMatch(port -> same(own, port))) {
                handle.execute(
                        "DELETE FROM host_ports WHERE server = ? AND protocol = ? AND port = ? AND bound = ?",
                        server,
                        own.protocol(),
                        own.port(),
                        bound(own));
            }
        }
    }

    private List<HostPort> of(String stack) {
        return handle.select("SELECT * FROM host_ports WHERE server = ? AND stack = ?", server, stack)
                .map((row, context) -> port(row))
                .list();
    }

    private void refuseHeldByOther(String stack, HostPort port) {
        handle
                .createQuery("""
                        SELECT s.name FROM host_ports p JOIN stacks s ON s.id = p.stack
                        WHERE p.server = :server AND p.protocol = :protocol AND p.port = :port AND p.stack <> :stack
                          AND (p.bound = :bound OR p.bound IN ('0.0.0.0', '::') OR :bound IN ('0.0.0.0', '::'))
                        """)
                .bind("server", server)
                .bind("protocol", port.protocol())
                .bind("port", port.port())
                .bind("stack", stack)
                .bind("bound", bound(port))
                .mapTo(String.class)
                .stream()
                .findFirst()
                .ifPresent(holder -> {
                    throw new Conflict(
                            "host port %d/%s is held by stack %s".formatted(port.port(), port.protocol(), holder));
                });
    }

    private static boolean same(HostPort a, HostPort b) {
        return a.protocol() == b.protocol() && a.port() == b.port() && bound(a).equals(bound(b));
    }

    /** The address in one spelling: {@code [::1]} and {@code 0:0:0:0:0:0:0:1} are the same. */
    private static String bound(HostPort port) {
        String text = port.address().replaceAll("^\\[|]$", "").toLowerCase(Locale.ROOT);
        if (text.isEmpty()) {
            return ANY_IPV4;
        }
        try {
            InetAddress address = InetAddress.ofLiteral(text);
            boolean anyIpv6 = address.isAnyLocalAddress() && address.getAddress().length == 16;
            return anyIpv6 ? ANY_IPV6 : address.getHostAddress();
        } catch (IllegalArgumentException e) {
            // Not an address that the JDK can read: it is compared as it is written.
            return text;
        }
    }

    private static HostPort port(ResultSet row) throws SQLException {
        return new HostPort(Protocol.valueOf(row.getString("protocol")), row.getString("address"), row.getInt("port"));
    }
}

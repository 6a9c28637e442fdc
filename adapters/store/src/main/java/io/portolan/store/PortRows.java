package io.portolan.store;

import io.portolan.engine.store.Conflict;
import io.portolan.model.runtime.BindAddress;
import io.portolan.model.stack.Protocol;
import io.portolan.planner.Facts.ReservedPort;
import io.portolan.planner.Reservations.HostPort;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.jdbi.v3.core.Handle;

/** Reserved host ports of one server. Which addresses hold the same port apart is {@link HostPort}'s to say. */
final class PortRows {
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
                        SELECT p.*, s.name FROM host_ports p JOIN stacks s ON s.id = p.stack
                        WHERE p.server = :server AND p.protocol = :protocol AND p.port = :port AND p.stack <> :stack
                        """)
                .bind("server", server)
                .bind("protocol", port.protocol())
                .bind("port", port.port())
                .bind("stack", stack)
                .map((row, context) ->
                        new ReservedPort(port(row), row.getString("stack"), "stack " + row.getString("name")))
                .stream()
                .filter(held -> held.port().clashesWith(port))
                .findFirst()
                .ifPresent(held -> {
                    throw new Conflict(
                            "host port %d/%s is held by %s".formatted(port.port(), port.protocol(), held.holder()));
                });
    }

    private static boolean same(HostPort a, HostPort b) {
        return a.protocol() == b.protocol() && a.port() == b.port() && bound(a).equals(bound(b));
    }

    private static String bound(HostPort port) {
        return BindAddress.of(port.address()).text();
    }

    private static HostPort port(ResultSet row) throws SQLException {
        return new HostPort(Protocol.valueOf(row.getString("protocol")), row.getString("address"), row.getInt("port"));
    }
}

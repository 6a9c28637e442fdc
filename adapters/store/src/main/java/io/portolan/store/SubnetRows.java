package io.portolan.store;

import io.portolan.engine.store.Conflict;
import io.portolan.model.runtime.Cidr;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;

/** Reserved subnets of one server, by engine network name. Overlap is refused by a grid of /28 cells. */
final class SubnetRows {
    private static final int CELL_BITS = 4;
    private static final int LARGEST_PREFIX = 16;

    private final Handle handle;
    private final String server;

    SubnetRows(Handle handle, String server) {
        this.handle = handle;
        this.server = server;
    }

    private record Reserved(String network, String holder, Cidr subnet) {}

    SortedMap<String, Cidr> all() {
        SortedMap<String, Cidr> subnets = new TreeMap<>();
        select("server = ?", server).forEach(r -> subnets.put(r.network, r.subnet));
        return subnets;
    }

    /** Adds to what the holder has. A network of its own that is given another subnet moves there. */
    void reserve(String holder, Map<String, Cidr> subnets) {
        Map<String, Cidr> added = new TreeMap<>(subnets);
        for (Map.Entry<String, Cidr> wanted : subnets.entrySet()) {
            Optional<Reserved> known = find(wanted.getKey());
            if (known.isPresent() && !known.get().holder.equals(holder)) {
                throw new Conflict(
                        "the network name %s is held by %s".formatted(wanted.getKey(), holderName(known.get().holder)));
            }
            if (known.isPresent() && known.get().subnet.equals(wanted.getValue())) {
                added.remove(wanted.getKey());
            } else {
                release(wanted.getKey());
            }
        }
        added.forEach((network, subnet) -> add(holder, network, subnet));
    }

    /** Keeps only these networks of the holder. */
    void keep(String holder, Set<String> networks) {
        for (Reserved reserved : select("server = ? AND holder = ?", server, holder)) {
            if (!networks.contains(reserved.network)) {
                release(reserved.network);
            }
        }
    }

    void release(String network) {
        handle.execute("DELETE FROM subnets WHERE server = ? AND network = ?", server, network);
    }

    private void add(String holder, String network, Cidr subnet) {
        if (subnet.prefix() < LARGEST_PREFIX) {
            throw new IllegalStateException("a subnet is a /" + LARGEST_PREFIX + " or smaller: " + subnet);
        }
        long address = Integer.toUnsignedLong(subnet.address());
        long first = address >>> CELL_BITS;
        long last = (address + subnet.size() - 1) >>> CELL_BITS;
        refuseOverlap(subnet, first, last);
        handle.execute(
                "INSERT INTO subnets (server, network, holder, address, prefix) VALUES (?, ?, ?, ?, ?)",
                server,
                network,
                holder,
                address,
                subnet.prefix());
        handle.createUpdate("""
                        INSERT INTO subnet_cells (server, cell, network)
                        WITH RECURSIVE cells (cell) AS (
                            SELECT CAST(:first AS BIGINT) UNION ALL SELECT cell + 1 FROM cells WHERE cell < :last
                        )
                        SELECT :server, cell, :network FROM cells
                        """)
                .bind("first", first)
                .bind("last", last)
                .bind("server", server)
                .bind("network", network)
                .execute();
    }

    private void refuseOverlap(Cidr subnet, long first, long last) {
        select("""
               server = ? AND network IN (SELECT network FROM subnet_cells WHERE server = ? AND cell BETWEEN ? AND ?)
               """, server, server, first, last).stream().findFirst().ifPresent(other -> {
            throw new Conflict("the subnet %s overlaps %s of network %s, held by %s"
                    .formatted(subnet, other.subnet, other.network, holderName(other.holder)));
        });
    }

    private String holderName(String holder) {
        return handle.createQuery("""
                        SELECT 'stack ' || name FROM stacks WHERE id = :id
                        UNION ALL SELECT 'destination ' || name FROM destinations WHERE id = :id
                        """)
                .bind("id", holder)
                .mapTo(String.class)
                .findOne()
                .orElse(holder);
    }

    private Optional<Reserved> find(String network) {
        return select("server = ? AND network = ?", server, network).stream().findFirst();
    }

    private List<Reserved> select(String condition, Object... values) {
        return handle.select("SELECT * FROM subnets WHERE " + condition + " ORDER BY address", values)
                .map((row, context) -> new Reserved(
                        row.getString("network"),
                        row.getString("holder"),
                        new Cidr((int) row.getLong("address"), row.getInt("prefix"))))
                .list();
    }
}

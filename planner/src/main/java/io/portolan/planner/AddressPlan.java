package io.portolan.planner;

import io.portolan.model.runtime.Cidr;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Hands out subnets of a pool: the first free place on the grid of the wanted size. */
final class AddressPlan {
    private final Cidr pool;
    private final List<Cidr> taken;

    AddressPlan(Cidr pool, Collection<Cidr> taken) {
        this.pool = pool;
        this.taken = new ArrayList<>(taken);
    }

    /** The smallest subnet, not smaller than {@code smallest}, that holds {@code hosts} besides its gateway. */
    static int prefixFor(int hosts, int smallest) {
        int prefix = smallest;
        // Network address, broadcast address and gateway are nobody's.
        while (prefix > 20 && (1L << (32 - prefix)) - 3 < hosts) {
            prefix--;
        }
        return prefix;
    }

    /** Takes a subnet; empty if there is no room. */
    Optional<Cidr> allocate(int prefix) {
        if (prefix < pool.prefix()) {
            return Optional.empty();
        }
        long places = 1L << (prefix - pool.prefix());
        long size = 1L << (32 - prefix);
        long place = 0;
        while (place < places) {
            Cidr candidate = pool.subnet(prefix, place);
            Optional<Cidr> hit = taken.stream().filter(candidate::overlaps).findFirst();
            if (hit.isEmpty()) {
                taken.add(candidate);
                return Optional.of(candidate);
            }
            // Go on behind what is in the way: a large network there costs one look, not one for each place in it.
            long end = start(hit.get()) + hit.get().size() - start(pool);
            place = Math.max(place + 1, (end + size - 1) / size);
        }
        return Optional.empty();
    }

    /** What is taken of the pool, for people. */
    String usage() {
        List<Cidr> inside = taken.stream().filter(pool::overlaps).distinct().toList();
        long addresses = inside.stream()
                .filter(c -> inside.stream().noneMatch(o -> !o.equals(c) && o.contains(c)))
                .mapToLong(c -> Math.min(c.size(), pool.size()))
                .sum();
        return "%d of the %d addresses of %s are taken by %d networks and routes"
                .formatted(Math.min(addresses, pool.size()), pool.size(), pool, inside.size());
    }

    private static long start(Cidr subnet) {
        return Integer.toUnsignedLong(subnet.address());
    }
}

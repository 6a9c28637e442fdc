package io.portolan.planner;

import io.portolan.model.runtime.AddressPools;
import io.portolan.model.runtime.Cidr;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Hands out subnets of the pools: the first free place on the grid of the wanted size. */
final class AddressPlan {
    private final AddressPools pools;
    /** Disjoint stretches of addresses that are taken: the first one, and the one behind the last. */
    private final TreeMap<Long, Long> taken = new TreeMap<>();

    AddressPlan(AddressPools pools, Collection<Cidr> taken) {
        this.pools = pools;
        taken.forEach(this::take);
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
        Optional<Cidr> found = pools.blocks().stream()
                .flatMap(pool -> find(pool, prefix).stream())
                .findFirst();
        found.ifPresent(this::take);
        return found;
    }

    private Optional<Cidr> find(Cidr pool, int prefix) {
        long size = 1L << (32 - prefix);
        long place = start(pool);
        while (place + size <= end(pool)) {
            Map.Entry<Long, Long> before = taken.lowerEntry(place + size);
            if (before == null || before.getValue() <= place) {
                return Optional.of(new Cidr((int) place, prefix));
            }
            // Go on behind what is in the way: a large network there costs one look, not one for each place in it.
            place = roundedUp(before.getValue(), size);
        }
        return Optional.empty();
    }

    private void take(Cidr subnet) {
        long first = start(subnet);
        long end = end(subnet);
        Map.Entry<Long, Long> before = taken.floorEntry(end);
        while (before != null && before.getValue() >= first) {
            taken.remove(before.getKey());
            first = Math.min(first, before.getKey());
            end = Math.max(end, before.getValue());
            before = taken.floorEntry(end);
        }
        taken.put(first, end);
    }

    AddressUsage usage() {
        return new AddressUsage(
                pools.size(),
                pools.size() - room(32),
                Math.toIntExact(room(Subnets.STACK_PREFIX)),
                Math.toIntExact(room(Subnets.DESTINATION_PREFIX)));
    }

    /** How many more subnets of this size fit. */
    private long room(int prefix) {
        return pools.blocks().stream().mapToLong(pool -> room(pool, prefix)).sum();
    }

    private long room(Cidr pool, int prefix) {
        long size = 1L << (32 - prefix);
        long room = 0;
        long free = start(pool);
        for (Map.Entry<Long, Long> stretch : taken.headMap(end(pool)).entrySet()) {
            room += between(free, stretch.getKey(), size);
            free = Math.max(free, stretch.getValue());
        }
        return room + between(free, end(pool), size);
    }

    private static long between(long free, long end, long size) {
        return Math.max(0, Math.floorDiv(end, size) - Math.floorDiv(roundedUp(free, size), size));
    }

    private static long roundedUp(long address, long size) {
        return Math.ceilDiv(address, size) * size;
    }

    private static long start(Cidr subnet) {
        return Integer.toUnsignedLong(subnet.address());
    }

    private static long end(Cidr subnet) {
        return start(subnet) + subnet.size();
    }
}

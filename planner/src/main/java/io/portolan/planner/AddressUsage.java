package io.portolan.planner;

import io.portolan.model.runtime.AddressPools;
import io.portolan.model.runtime.Cidr;
import io.portolan.model.runtime.Observed;
import java.util.Collection;
import java.util.Optional;

/**
 * What the address pools still hold.
 *
 * @param taken addresses of the pools that networks, reservations and routes of the host have
 * @param stackNetworksLeft how many more networks of a stack of usual size fit, if nothing else is made
 * @param destinationsLeft how many more destinations fit, if nothing else is made
 */
public record AddressUsage(long all, long taken, int stackNetworksLeft, int destinationsLeft) {
    private static final int FEW = 200;
    private static final int TENTH = 10;

    public static AddressUsage of(AddressPools pools, Observed observed, Collection<Cidr> reserved) {
        return new AddressPlan(pools, Subnets.taken(observed, reserved)).usage();
    }

    /** Whether it is time to do something: a tenth of a small pool is left, or fewer than 200 networks of a large one. */
    public boolean isLow() {
        long capacity = all >> (32 - Subnets.STACK_PREFIX);
        return stackNetworksLeft < Math.min(FEW, capacity / TENTH);
    }

    /** What people are told in time; empty while there is plenty. */
    public Optional<String> warning(AddressPools pools) {
        return isLow()
                ? Optional.of("addresses run short: %d more stack networks and %d more destinations fit into %s"
                        .formatted(stackNetworksLeft, destinationsLeft, pools))
                : Optional.empty();
    }

    /** What can be done about it. */
    public static String advice(AddressPools pools) {
        return "remove stacks or destinations that nobody needs, or add a pool: portolan down, then portolan up"
                + " --address-pool %s,ANOTHER; networks that exist keep their subnets"
                        .formatted(pools.toString().replace(", ", ","));
    }
}

package io.portolan.planner;

import io.portolan.model.Secret;
import io.portolan.model.runtime.AddressPools;
import io.portolan.model.runtime.Cidr;
import io.portolan.planner.Reservations.HostPort;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What the planner must know besides what should be and what is.
 *
 * @param addressPools where subnets are taken from
 * @param reservedSubnets by engine network name, of all stacks and destinations of the server
 * @param reservedPorts of all stacks of the server
 * @param fingerprintKey keys the fingerprints, so that a label tells nothing about the secrets that went into it
 * @param portPolicy where host ports without an address are bound
 * @param memory of earlier plans, which spares this one some work and changes nothing of it
 */
public record Facts(
        AddressPools addressPools,
        SortedMap<String, Cidr> reservedSubnets,
        List<ReservedPort> reservedPorts,
        Secret fingerprintKey,
        PortPolicy portPolicy,
        Memory memory) {
    public Facts {
        reservedSubnets = Collections.unmodifiableSortedMap(new TreeMap<>(reservedSubnets));
        reservedPorts = List.copyOf(reservedPorts);
    }

    /** With nothing remembered. */
    public Facts(
            AddressPools addressPools,
            SortedMap<String, Cidr> reservedSubnets,
            List<ReservedPort> reservedPorts,
            Secret fingerprintKey,
            PortPolicy portPolicy) {
        this(addressPools, reservedSubnets, reservedPorts, fingerprintKey, portPolicy, new Memory());
    }

    public record ReservedPort(HostPort port, String stackId, String holder) {}
}

package io.portolan.planner.reach;

import io.portolan.model.runtime.AddressBlock;
import io.portolan.model.runtime.Cidr;
import io.portolan.model.runtime.ObservedNetwork;
import java.util.List;
import java.util.Optional;

/** What of a network decides who reaches whom over it. */
record Bridge(ObservedNetwork network) {
    private static final String OPTION = "com.docker.network.bridge.";
    /** The network that a container is on when nobody names one. It has no names. */
    private static final String DEFAULT = "bridge";

    String name() {
        return network.name();
    }

    /** Of other drivers it is known only that members reach each other. */
    boolean isBridge() {
        return network.driver().equals("bridge");
    }

    boolean internal() {
        return network.internal();
    }

    boolean hasNames() {
        return !network.name().equals(DEFAULT);
    }

    boolean membersTalk() {
        return !network.options().getOrDefault(OPTION + "enable_icc", "true").equalsIgnoreCase("false");
    }

    /**
     * Whether the engine lets its members come to host ports that it has published for other networks. It makes that
     * exception for the networks that it translates addresses for; what comes from another one is led straight to the
     * container, and dropped between the two networks.
     */
    boolean comesToPublishedPorts() {
        return isBridge()
                && !internal()
                && !network.options()
                        .getOrDefault(OPTION + "enable_ip_masquerade", "true")
                        .equalsIgnoreCase("false");
    }

    boolean holds(String address) {
        List<Cidr> subnets = network.subnets();
        return subnets.stream()
                .map(Cidr::toString)
                .map(AddressBlock::parse)
                .flatMap(Optional::stream)
                .anyMatch(b -> b.contains(address));
    }
}

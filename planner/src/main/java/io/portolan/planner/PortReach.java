package io.portolan.planner;

import io.portolan.model.runtime.BindAddress;
import io.portolan.model.runtime.Cidr;
import io.portolan.model.runtime.HostFacts.HostAddress;
import io.portolan.model.runtime.Observed;

/** From where a port of the host is reached, by the address that it is bound to. */
public enum PortReach {
    /** From wherever the server is reached, past most host firewalls where a container publishes it. */
    INTERNET("internet"),
    /** From the containers of the server, through the host's place on one of their networks, and from the host. */
    CONTAINERS("server's containers"),
    HOST("host only");

    private final String words;

    PortReach(String words) {
        this.words = words;
    }

    public static PortReach of(String address, Observed observed) {
        BindAddress bound = BindAddress.of(address);
        if (bound.isLoopback()) {
            return HOST;
        }
        boolean bridge = observed.host().addresses().stream()
                .filter(HostAddress::isOfBridge)
                .anyMatch(a -> BindAddress.of(a.address()).equals(bound));
        boolean gateway = observed.networks().stream()
                .flatMap(n -> n.subnets().stream())
                .map(Cidr::gateway)
                .anyMatch(bound.text()::equals);
        return bridge || gateway ? CONTAINERS : INTERNET;
    }

    @Override
    public String toString() {
        return words;
    }
}

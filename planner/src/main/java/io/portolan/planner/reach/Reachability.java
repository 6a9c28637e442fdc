package io.portolan.planner.reach;

import io.portolan.model.runtime.Observed;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Who reaches what on a server. A way that is not in it is one that no packet takes; which ports of a container something
 * listens on is not known, so a way to any port says that nothing stands between.
 *
 * <p>What is not Portolan's counts as well. Firewall rules that somebody made besides the engine do not: they can only
 * take away. Machines outside are taken to send to any of the host's addresses, and to any container's through the host.
 */
public final class Reachability {
    private final NetworkWays network;
    private final HostWays host;
    private final RoutedWays routed;

    /**
     * @param filtersIpv6 whether the engine keeps networks apart in IPv6 too, as those from API 1.46 on do unless they are
     *     told not to
     */
    public Reachability(Observed observed, boolean filtersIpv6) {
        Spaces spaces = Spaces.of(observed);
        List<HostPort> ports = HostPorts.of(observed, spaces);
        HostAddresses addresses = new HostAddresses(observed.host().outward());
        this.network = new NetworkWays(spaces, new DnsNames(spaces));
        this.host = new HostWays(spaces, ports, addresses);
        this.routed = new RoutedWays(spaces, ports, filtersIpv6);
    }

    /** The ways over one network of the server; together with those over all others they are all there are. */
    public List<Way> over(String name) {
        List<Way> ways = new ArrayList<>();
        ways.addAll(network.over(name));
        ways.addAll(routed.over(name));
        ways.addAll(host.over(name));
        ways.sort(Comparator.comparing((Way w) -> w.to())
                .thenComparing(Way::kind)
                .thenComparing(w -> w.port().number())
                .thenComparing(w -> w.port().toString())
                .thenComparing(w -> w.addresses().toString())
                .thenComparing(w -> w.from().toString()));
        return ways;
    }
}

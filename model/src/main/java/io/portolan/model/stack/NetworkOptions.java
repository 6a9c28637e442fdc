package io.portolan.model.stack;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * What a file says of a network that is made for it.
 *
 * @param driver "" for the bridge
 * @param ipv4 whether it has IPv4; empty for the engine's default
 */
public record NetworkOptions(
        String driver,
        Map<String, String> driverOptions,
        Ipam ipam,
        boolean attachable,
        Optional<Boolean> ipv4,
        Optional<Boolean> ipv6) {
    public NetworkOptions {
        Objects.requireNonNull(driver, "driver");
        driverOptions = Map.copyOf(driverOptions);
        Objects.requireNonNull(ipam, "ipam");
    }

    public static NetworkOptions none() {
        return new NetworkOptions("", Map.of(), Ipam.none(), false, Optional.empty(), Optional.empty());
    }

    /** @param driver "" for the engine's own */
    public record Ipam(String driver, Map<String, String> options, List<Pool> pools) {
        public Ipam {
            Objects.requireNonNull(driver, "driver");
            options = Map.copyOf(options);
            pools = List.copyOf(pools);
        }

        public static Ipam none() {
            return new Ipam("", Map.of(), List.of());
        }
    }

    /**
     * @param range what containers get addresses from, or "" for all of the subnet
     * @param reserved addresses by a name for people, that no container gets
     */
    public record Pool(String subnet, String range, String gateway, Map<String, String> reserved) {
        public Pool {
            Objects.requireNonNull(subnet, "subnet");
            Objects.requireNonNull(range, "range");
            Objects.requireNonNull(gateway, "gateway");
            reserved = Map.copyOf(reserved);
        }
    }
}

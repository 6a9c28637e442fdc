package io.portolan.model.runtime;

import java.net.InetAddress;
import java.util.Locale;

/**
 * The address of the host that a port is bound to, in one spelling.
 *
 * @param text {@code 0.0.0.0} for all of IPv4, {@code ::} for all of IPv6, "" for all of both
 */
public record BindAddress(String text) {
    private static final String ALL_IPV4 = "0.0.0.0";
    private static final String ALL_IPV6 = "::";

    /** {@code [::1]} and {@code 0:0:0:0:0:0:0:1} are the same, and so are {@code *} and nothing at all. */
    public static BindAddress of(String written) {
        String bare = written.strip().replaceAll("^\\[|]$|%.*$", "").toLowerCase(Locale.ROOT);
        if (bare.isEmpty() || bare.equals("*")) {
            return new BindAddress("");
        }
        try {
            InetAddress address = InetAddress.ofLiteral(bare);
            boolean six = address.getAddress().length == 16;
            return new BindAddress(six && address.isAnyLocalAddress() ? ALL_IPV6 : address.getHostAddress());
        } catch (IllegalArgumentException e) {
            // Not an address that the JDK can read: it is compared as it is written.
            return new BindAddress(bare);
        }
    }

    /** Whether one port cannot be bound to both: the two families of addresses have ports of their own. */
    public boolean overlaps(BindAddress other) {
        return text.isEmpty()
                || other.text.isEmpty()
                || text.equals(other.text)
                || (isIpv6() == other.isIpv6() && (isWildcard() || other.isWildcard()));
    }

    public boolean isWildcard() {
        return text.isEmpty() || text.equals(ALL_IPV4) || text.equals(ALL_IPV6);
    }

    public boolean isLoopback() {
        return text.startsWith("127.") || text.equals("0:0:0:0:0:0:0:1");
    }

    private boolean isIpv6() {
        return text.contains(":");
    }
}

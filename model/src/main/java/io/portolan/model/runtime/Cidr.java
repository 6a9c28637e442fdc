package io.portolan.model.runtime;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An IPv4 network, normalised: host bits are zero. RFC 4632 notation. */
public record Cidr(int address, int prefix) implements Comparable<Cidr> {
    private static final Pattern TEXT = Pattern.compile("(\\d{1,3})\\.(\\d{1,3})\\.(\\d{1,3})\\.(\\d{1,3})/(\\d{1,2})");

    public Cidr {
        if (prefix < 0 || prefix > 32) {
            throw new IllegalArgumentException("a prefix is 0 to 32: " + prefix);
        }
        address &= mask(prefix);
    }

    /** Parses {@code 10.0.0.0/8}. Throws {@link IllegalArgumentException} for anything else. */
    public static Cidr parse(String text) {
        Matcher m = TEXT.matcher(text);
        if (!m.matches()) {
            throw new IllegalArgumentException("not an IPv4 network such as 10.0.0.0/8: " + text);
        }
        int address = 0;
        for (int i = 1; i <= 4; i++) {
            int octet = Integer.parseInt(m.group(i));
            if (octet > 255) {
                throw new IllegalArgumentException("not an IPv4 network such as 10.0.0.0/8: " + text);
            }
            address = address << 8 | octet;
        }
        return new Cidr(address, Integer.parseInt(m.group(5)));
    }

    private static int mask(int prefix) {
        return prefix == 0 ? 0 : -1 << (32 - prefix);
    }

    public boolean overlaps(Cidr other) {
        int shorter = mask(Math.min(prefix, other.prefix));
        return (address & shorter) == (other.address & shorter);
    }

    public boolean contains(Cidr other) {
        return prefix <= other.prefix && overlaps(other);
    }

    /** How many addresses it has. */
    public long size() {
        return 1L << (32 - prefix);
    }

    /** The {@code index}-th network of {@code newPrefix} inside this one. */
    public Cidr subnet(int newPrefix, long index) {
        long start = Integer.toUnsignedLong(address) + (index << (32 - newPrefix));
        Cidr subnet = new Cidr((int) start, newPrefix);
        if (!contains(subnet)) {
            throw new IllegalArgumentException("no subnet " + index + " of /" + newPrefix + " in " + this);
        }
        return subnet;
    }

    /** The first usable address, where the gateway stands. */
    public String gateway() {
        return dotted(address + 1);
    }

    private static String dotted(int address) {
        return (address >>> 24) + "." + (address >>> 16 & 255) + "." + (address >>> 8 & 255) + "." + (address & 255);
    }

    @Override
    public int compareTo(Cidr other) {
        int byAddress = Integer.compareUnsigned(address, other.address);
        return byAddress != 0 ? byAddress : Integer.compare(prefix, other.prefix);
    }

    @Override
    public String toString() {
        return dotted(address) + "/" + prefix;
    }
}

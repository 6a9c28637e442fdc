package io.portolan.model.runtime;

import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** A part of an address block, IPv4 or IPv6, in which none of some addresses stands. */
public final class FreeRange {
    /** Blocks of IPv6 are vast, and some engines count wrongly in the half of one. */
    private static final int SMALLER = 2;

    private FreeRange() {}

    /**
     * The largest aligned part of {@code block} that holds none of {@code addresses}, and of several the last one, as
     * people count from the first address; empty if it would have fewer than {@code atLeast}.
     */
    public static Optional<String> of(String block, Collection<String> addresses, long atLeast) {
        byte[] first = bytes(block.substring(0, block.indexOf('/')));
        int bits = first.length * 8;
        int whole = Integer.parseInt(block.substring(block.indexOf('/') + 1));
        BigInteger start = new BigInteger(1, first).shiftRight(bits - whole).shiftLeft(bits - whole);
        Set<BigInteger> taken = addresses.stream()
                .map(FreeRange::bytes)
                .filter(a -> a.length == first.length)
                .map(a -> new BigInteger(1, a).subtract(start))
                .collect(Collectors.toSet());
        for (int prefix = whole + (bits == Integer.SIZE ? 1 : SMALLER);
                prefix <= bits && enough(bits - prefix, atLeast);
                prefix++) {
            int rest = bits - prefix;
            Set<BigInteger> full = taken.stream().map(a -> a.shiftRight(rest)).collect(Collectors.toSet());
            BigInteger part = BigInteger.ONE.shiftLeft(prefix - whole).subtract(BigInteger.ONE);
            while (full.contains(part)) {
                part = part.subtract(BigInteger.ONE);
            }
            if (part.signum() >= 0) {
                return Optional.of(text(start.add(part.shiftLeft(rest)), first.length) + "/" + prefix);
            }
        }
        return Optional.empty();
    }

    /** Where an engine puts the gateway of a block that no range is taken out of. */
    public static String gateway(String block) {
        byte[] first = bytes(block.substring(0, block.indexOf('/')));
        int rest = first.length * 8 - Integer.parseInt(block.substring(block.indexOf('/') + 1));
        BigInteger start = new BigInteger(1, first).shiftRight(rest).shiftLeft(rest);
        return text(start.add(BigInteger.ONE), first.length);
    }

    private static boolean enough(int bits, long atLeast) {
        return BigInteger.ONE.shiftLeft(bits).compareTo(BigInteger.valueOf(atLeast)) >= 0;
    }

    /** A literal asks no name server. */
    private static byte[] bytes(String literal) {
        return InetAddress.ofLiteral(literal).getAddress();
    }

    private static String text(BigInteger value, int length) {
        byte[] bytes = value.toByteArray();
        byte[] address = new byte[length];
        int copied = Math.min(bytes.length, length);
        System.arraycopy(bytes, bytes.length - copied, address, length - copied, copied);
        try {
            return InetAddress.getByAddress(address).getHostAddress();
        } catch (UnknownHostException e) {
            throw new IllegalStateException("an address has 4 or 16 bytes: " + Arrays.toString(address), e);
        }
    }
}

package io.portolan.model.runtime;

import java.math.BigInteger;
import java.net.InetAddress;
import java.util.Optional;

/**
 * A block of addresses of either family as a file writes it.
 *
 * @param first its first address, host bits being zero
 * @param bits of an address of its family: 32 or 128
 */
public record AddressBlock(BigInteger first, int prefix, int bits) {
    /** Parses {@code 10.0.0.0/8} or {@code fd00::/64}; empty for anything else. Nothing is looked up. */
    public static Optional<AddressBlock> parse(String text) {
        int slash = text.indexOf('/');
        if (slash < 0 || !text.substring(slash + 1).matches("\\d{1,3}")) {
            return Optional.empty();
        }
        int prefix = Integer.parseInt(text.substring(slash + 1));
        return bytes(text.substring(0, slash))
                .filter(b -> prefix <= b.length * 8)
                .map(b -> of(new BigInteger(1, b), prefix, b.length * 8));
    }

    private static AddressBlock of(BigInteger address, int prefix, int bits) {
        int host = bits - prefix;
        return new AddressBlock(address.shiftRight(host).shiftLeft(host), prefix, bits);
    }

    /** Whether an address of the same family is in it. */
    public boolean contains(String address) {
        return bytes(address)
                .filter(b -> b.length * 8 == bits)
                .map(b -> of(new BigInteger(1, b), prefix, bits).first.equals(first))
                .orElse(false);
    }

    public boolean contains(AddressBlock other) {
        return other.bits == bits
                && other.prefix >= prefix
                && of(other.first, prefix, bits).first.equals(first);
    }

    /** Whether the address is the one that names the block itself. */
    public boolean isNamedBy(String address) {
        return bytes(address)
                .filter(b -> b.length * 8 == bits)
                .map(b -> new BigInteger(1, b).equals(first))
                .orElse(false);
    }

    private static Optional<byte[]> bytes(String literal) {
        try {
            return Optional.of(InetAddress.ofLiteral(literal).getAddress());
        } catch (IllegalArgumentException e) {
            // Not a literal is the answer.
            return Optional.empty();
        }
    }
}

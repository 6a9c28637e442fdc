package io.portolan.model.runtime;

import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
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

    /** One address, or a block; empty for anything else. */
    public static Optional<AddressBlock> parseAny(String text) {
        return text.contains("/")
                ? parse(text)
                : bytes(text).map(b -> of(new BigInteger(1, b), b.length * 8, b.length * 8));
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

    /** As it is written: {@code 10.0.0.0/8}, {@code fd00:0:0:0:0:0:0:0/64}. */
    @Override
    public String toString() {
        byte[] address = new byte[bits / 8];
        byte[] number = first.toByteArray();
        int length = Math.min(number.length, address.length);
        System.arraycopy(number, number.length - length, address, address.length - length, length);
        try {
            return InetAddress.getByAddress(address).getHostAddress() + "/" + prefix;
        } catch (UnknownHostException e) {
            throw new IllegalStateException("an address has 4 or 16 bytes", e);
        }
    }
}

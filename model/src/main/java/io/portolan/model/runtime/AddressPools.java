package io.portolan.model.runtime;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Where networks get their subnets from: the first block that has room.
 *
 * @param blocks not overlapping, at least one
 */
public record AddressPools(List<Cidr> blocks) {
    /** Holds a destination, the proxy's network and fourteen stacks. */
    private static final int SMALLEST = 21;

    /** Addresses that nobody on the internet has: RFC 1918, RFC 6598, RFC 2544. */
    private static final List<Cidr> PRIVATE = List.of(
            Cidr.parse("10.0.0.0/8"),
            Cidr.parse("172.16.0.0/12"),
            Cidr.parse("192.168.0.0/16"),
            Cidr.parse("100.64.0.0/10"),
            Cidr.parse("198.18.0.0/15"));

    public AddressPools {
        blocks = List.copyOf(blocks);
        if (blocks.isEmpty()) {
            throw new IllegalArgumentException("there is no address pool");
        }
    }

    public static AddressPools of(Cidr block) {
        return new AddressPools(List.of(block));
    }

    /**
     * Parses {@code 10.208.0.0/12,172.20.0.0/14}. Throws {@link IllegalArgumentException} that says what is wrong with
     * one of them: no private addresses, too small, overlapping another.
     */
    public static AddressPools parse(String text) {
        List<Cidr> blocks = new ArrayList<>();
        for (String part : Arrays.stream(text.split(",", -1)).map(String::strip).toList()) {
            Cidr block = Cidr.parse(part);
            if (!block.toString().equals(part)) {
                throw new IllegalArgumentException(
                        "%s is an address inside a block: the block is %s".formatted(part, block));
            }
            if (PRIVATE.stream().noneMatch(p -> p.contains(block))) {
                throw new IllegalArgumentException(
                        "%s belongs to others on the internet, who could not be reached any more; private are %s"
                                .formatted(block, joined(PRIVATE)));
            }
            if (block.prefix() > SMALLEST) {
                throw new IllegalArgumentException(
                        "%s is too small: a destination and a few stacks need a /%d".formatted(block, SMALLEST));
            }
            blocks.stream().filter(block::overlaps).findFirst().ifPresent(other -> {
                throw new IllegalArgumentException("%s overlaps %s".formatted(block, other));
            });
            blocks.add(block);
        }
        return new AddressPools(blocks);
    }

    /** How many addresses they have together. */
    public long size() {
        return blocks.stream().mapToLong(Cidr::size).sum();
    }

    private static String joined(List<Cidr> blocks) {
        return blocks.stream().map(Cidr::toString).collect(Collectors.joining(", "));
    }

    @Override
    public String toString() {
        return joined(blocks);
    }
}

package io.portolan.planner.reach;

import io.portolan.model.stack.Protocol;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * How packets of some parties get to another one.
 *
 * @param network the one whose chart shows it: for a member's way to the host's addresses, the one by which it leaves
 * @param names by which the sources find the target there; a name that several targets have answers with all of them
 * @param addresses that lead to the target
 * @param reason for people
 */
public record Way(
        Kind kind,
        String network,
        List<Party> from,
        Party to,
        List<String> names,
        List<String> addresses,
        Port port,
        String reason) {
    public enum Kind {
        /** Both are on the network. */
        NETWORK,
        /** Both are on one network stack, and reach each other's loopback too. */
        LOOPBACK,
        /** By a host port that the engine leads to the container. */
        PUBLISHED,
        /** To what a program of the host listens on. */
        HOST,
        /** From one network to another, or to the container's own address, where the engine filters nothing. */
        ROUTED
    }

    public Way {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(network, "network");
        from = from.stream().sorted().toList();
        Objects.requireNonNull(to, "to");
        names = names.stream().sorted().toList();
        addresses = addresses.stream().sorted().toList();
        Objects.requireNonNull(port, "port");
        Objects.requireNonNull(reason, "reason");
    }

    /**
     * @param protocol empty for all
     * @param number 0 for all that something listens on, which the engine does not tell
     * @param inside the port of the container that it leads to, where it is another space of numbers; or 0
     */
    public record Port(Optional<Protocol> protocol, int number, int inside) {
        static final Port ANY = new Port(Optional.empty(), 0, 0);

        @Override
        public String toString() {
            String text = number == 0 ? "any" : String.valueOf(number);
            return protocol.map(p -> text + "/" + p).orElse(text);
        }
    }
}

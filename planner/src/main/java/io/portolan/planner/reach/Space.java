package io.portolan.planner.reach;

import io.portolan.model.runtime.ObservedContainer.ObservedAttachment;
import java.util.List;
import java.util.Optional;

/**
 * A network stack: of one container and of those that were made to share it, or the host's own.
 *
 * @param members names of the containers on it, the one that holds it first; on the host's any number
 * @param hosts the names that it was given, which come before those of the engine
 * @param places on networks, in the order in which the engine asks them for names; the first one is the way out
 */
record Space(Kind kind, List<String> members, HostsFile hosts, List<Place> places) {
    enum Kind {
        OWN,
        HOST,
        NONE
    }

    /** A place on a network that is known. */
    record Place(Bridge network, ObservedAttachment attachment) {
        String address() {
            return attachment.address();
        }

        String address6() {
            return attachment.address6();
        }
    }

    Party party() {
        return kind == Kind.HOST
                ? new Party(Party.Kind.HOST, "host", members)
                : new Party(Party.Kind.CONTAINER, members.getFirst(), members.subList(1, members.size()));
    }

    Optional<Place> on(String network) {
        return places.stream().filter(p -> p.network().name().equals(network)).findFirst();
    }

    /** Where packets go for which no network of its own has the address. */
    Optional<Place> wayOut() {
        return places.stream().filter(p -> !p.attachment().gateway().isEmpty()).findFirst();
    }

    /** The network by which its packets to an address leave. */
    Optional<Bridge> towards(String address) {
        return places.stream()
                .filter(p -> p.network().holds(address))
                .findFirst()
                .or(this::wayOut)
                .map(Place::network);
    }

    boolean has6() {
        return kind == Kind.HOST || places.stream().anyMatch(p -> !p.address6().isEmpty());
    }
}

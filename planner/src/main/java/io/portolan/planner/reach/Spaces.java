package io.portolan.planner.reach;

import io.portolan.model.runtime.Observed;
import io.portolan.model.runtime.ObservedContainer;
import io.portolan.model.runtime.ObservedContainer.ObservedAttachment;
import io.portolan.planner.reach.Space.Kind;
import io.portolan.planner.reach.Space.Place;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The network stacks of a server's running containers, and the host's. */
final class Spaces {
    static final String HOST_NETWORK = "host";
    static final String NO_NETWORK = "none";

    /** The engine's order. Internal networks come last: they lead nowhere. */
    private static final Comparator<Place> ORDER = Comparator.comparing(
                    (Place p) -> p.network().internal())
            .thenComparing(p -> -p.attachment().gatewayPriority())
            .thenComparing(p -> p.network().name());

    private final Space host;
    private final List<Space> own;

    private Spaces(Space host, List<Space> own) {
        this.host = host;
        this.own = List.copyOf(own);
    }

    static Spaces of(Observed observed) {
        List<ObservedContainer> running = observed.containers().stream()
                .filter(c -> c.state().running())
                .sorted(Comparator.comparing(ObservedContainer::name))
                .toList();
        Map<String, ObservedContainer> byId = new HashMap<>();
        running.forEach(c -> byId.put(c.id(), c));
        Map<String, List<String>> guests = new HashMap<>();
        List<String> onHost = new ArrayList<>();
        for (ObservedContainer c : running) {
            Optional<ObservedContainer> holder = holder(c, byId);
            if (holder.isPresent() && isOn(holder.get(), HOST_NETWORK)) {
                onHost.add(c.name());
            } else if (holder.isPresent() && !holder.get().equals(c)) {
                guests.computeIfAbsent(holder.get().name(), _ -> new ArrayList<>())
                        .add(c.name());
            }
        }
        List<Space> own = new ArrayList<>();
        for (ObservedContainer c : running) {
            if (c.networkOf().isEmpty() && !isOn(c, HOST_NETWORK)) {
                List<String> members = new ArrayList<>(List.of(c.name()));
                members.addAll(guests.getOrDefault(c.name(), List.of()));
                own.add(new Space(
                        isOn(c, NO_NETWORK) ? Kind.NONE : Kind.OWN,
                        members,
                        HostsFile.of(c, observed),
                        places(c, observed)));
            }
        }
        return new Spaces(new Space(Kind.HOST, onHost, HostsFile.empty(), List.of()), own);
    }

    /** The container that holds the network stack which this one is on; empty where that one is gone. */
    private static Optional<ObservedContainer> holder(ObservedContainer c, Map<String, ObservedContainer> byId) {
        Optional<ObservedContainer> at = Optional.of(c);
        // A chain is as long as there are containers at most: each was there when the next was made.
        for (int i = 0; i <= byId.size(); i++) {
            if (at.isEmpty() || at.get().networkOf().isEmpty()) {
                return at;
            }
            at = Optional.ofNullable(byId.get(at.get().networkOf()));
        }
        return Optional.empty();
    }

    private static boolean isOn(ObservedContainer c, String network) {
        return c.attachment(network).isPresent();
    }

    private static List<Place> places(ObservedContainer c, Observed observed) {
        List<Place> places = new ArrayList<>();
        for (ObservedAttachment a : c.attachments()) {
            observed.network(a.network())
                    .filter(_ -> !a.address().isEmpty() || !a.address6().isEmpty())
                    .ifPresent(n -> places.add(new Place(new Bridge(n), a)));
        }
        return places.stream().sorted(ORDER).toList();
    }

    Space host() {
        return host;
    }

    /** All but the host's. */
    List<Space> own() {
        return own;
    }

    List<Space> on(String network) {
        return own.stream().filter(s -> s.on(network).isPresent()).toList();
    }
}

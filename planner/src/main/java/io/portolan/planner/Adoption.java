package io.portolan.planner;

import io.portolan.model.Diagnostic;
import io.portolan.model.Labels;
import io.portolan.model.runtime.ObservedNetwork;
import java.util.Optional;
import java.util.Set;

/**
 * Which existing networks can be destinations: those on which what a destination promises holds. Containers find each
 * other by name, whoever is on another network does not reach them, and nothing of Portolan's is opened to others.
 */
public final class Adoption {
    private static final Set<String> BUILT_IN = Set.of("bridge", "host", "none");

    private Adoption() {}

    /** Why the network cannot be adopted; empty where it can be. */
    public static Optional<Diagnostic> refusal(ObservedNetwork network, String instance) {
        return builtIn(network.name()).or(() -> portolans(network, instance)).or(() -> unsuitable(network));
    }

    /** The engine's own networks, by name: they are refused whether or not they are there. */
    public static Optional<Diagnostic> builtIn(String name) {
        return BUILT_IN.contains(name)
                ? Optional.of(
                        Diagnostic.error(
                                        "destination.built-in",
                                        "network %s is the engine's own and cannot be a destination: containers on it have no names for each other"
                                                .formatted(name))
                                .suggest(
                                        "leave out --adopt, and Portolan makes a network; or make one: docker network create NAME"))
                : Optional.empty();
    }

    private static Optional<Diagnostic> portolans(ObservedNetwork network, String instance) {
        if (instance.equals(network.labels().get(Labels.INSTANCE))) {
            boolean destination = network.labels().containsKey(Labels.DESTINATION);
            return Optional.of(Diagnostic.error(
                            "destination.private",
                            destination
                                    ? "network %s is a destination of this Portolan already".formatted(network.name())
                                    : "network %s is private to what Portolan placed on it: as a destination it would be open to others"
                                            .formatted(network.name()))
                    .suggest("see the destinations: portolan destination ls"));
        }
        if (network.labels().containsKey(Labels.INSTANCE)) {
            return Optional.of(Diagnostic.error(
                            "destination.foreign",
                            "network %s is kept by another Portolan, which would take off it what it does not know"
                                    .formatted(network.name()))
                    .suggest("adopt a network that nobody manages: docker network create NAME"));
        }
        return Optional.empty();
    }

    private static Optional<Diagnostic> unsuitable(ObservedNetwork network) {
        if (network.driver().equals("bridge")) {
            return Optional.empty();
        }
        String why =
                switch (network.driver()) {
                    case "macvlan", "ipvlan" ->
                        "containers on it are hosts of the LAN, which nothing keeps apart from those of other destinations";
                    case "overlay" -> "it spans servers, and this version keeps the networks of one server";
                    default -> "nobody knows whether containers on it are kept apart from those of other networks";
                };
        return Optional.of(Diagnostic.error(
                        "destination.driver",
                        "network %s has the driver %s and cannot be a destination: %s"
                                .formatted(network.name(), network.driver(), why))
                .suggest("a service joins it as an external network of its file: networks: {%s: {external: true}}"
                        .formatted(network.name())));
    }
}

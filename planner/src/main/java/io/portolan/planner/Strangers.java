package io.portolan.planner;

import io.portolan.model.Diagnostic;
import io.portolan.model.runtime.ObservedContainer;
import io.portolan.planner.Desired.Destination;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Containers that Portolan did not make, on networks that it did. They are never taken off: that would cut off somebody
 * else's. On a network that Portolan keeps for its own they are drift; a destination is a place where people may put
 * their containers, so there it is worth knowing and no more.
 */
final class Strangers {
    private final World world;

    Strangers(World world) {
        this.world = world;
    }

    List<Diagnostic> onInfrastructure() {
        String ingress = Naming.ingressNetwork(world.instance());
        List<Diagnostic> found = new ArrayList<>(on(ingress, "the network of the HTTP proxy's published ports"));
        for (Destination destination : world.destinations()) {
            if (destination.adoptedNetwork().isEmpty()) {
                guests(destination).forEach(found::add);
            }
        }
        return found;
    }

    List<Diagnostic> on(StackBlueprint stack) {
        Stream<Diagnostic> own = stack.networks().stream()
                .flatMap(n -> on(n.name(), "a network of stack " + stack.stack().name()).stream());
        Stream<Diagnostic> linked = world.links().of(stack.stack().id()).stream()
                .filter(LinkEnd::consumes)
                .flatMap(e -> on(
                        e.network(),
                        "the network of the link to "
                                + LinkRules.name(world.desired(), e.link().provider()))
                        .stream());
        return Stream.concat(own, linked)
                .map(d -> d.about("stack " + stack.stack().name()))
                .toList();
    }

    private List<Diagnostic> on(String network, String what) {
        return strangers(network).stream()
                .map(c -> Diagnostic.warning(
                                "drift.network.stranger",
                                "container %s, which this Portolan did not make, is on %s, %s: %s"
                                        .formatted(c.name(), network, what, reach(network)))
                        .suggest("docker network disconnect %s %s".formatted(network, c.name())))
                .toList();
    }

    private List<Diagnostic> guests(Destination destination) {
        String network = world.networkOf(destination);
        return strangers(network).stream()
                .map(c -> Diagnostic.info(
                                "destination.guest",
                                "container %s, which this Portolan did not make, is on the network of destination %s: %s"
                                        .formatted(c.name(), destination.name(), reach(network)))
                        .about("destination " + destination.name()))
                .toList();
    }

    private List<ObservedContainer> strangers(String network) {
        boolean ours =
                world.network(network).filter(n -> world.isOurs(n.labels())).isPresent();
        return ours ? world.index().strangersOn(network) : List.of();
    }

    private String reach(String network) {
        Set<String> ours = world.observed().containers().stream()
                .filter(c -> world.isOurs(c) && World.isUp(c))
                .filter(c -> c.attachment(network).isPresent())
                .map(c -> Listing.title(c, world))
                .collect(Collectors.toCollection(TreeSet::new));
        return ours.isEmpty()
                ? "nothing of Portolan's runs there"
                : "it reaches %s, and is reached from there".formatted(Listing.all(ours));
    }
}

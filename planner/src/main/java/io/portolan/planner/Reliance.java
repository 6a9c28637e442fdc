package io.portolan.planner;

import io.portolan.model.Labels;
import io.portolan.model.route.Domain;
import io.portolan.planner.Desired.RoutedDomain;
import io.portolan.planner.Desired.Stack;
import io.portolan.planner.Desired.StackState.Removal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Who relies on what: domains on networks and services, services on each other. Of what should be, whatever is. */
final class Reliance {
    private final World world;

    Reliance(World world) {
        this.world = world;
    }

    /** All that visitors can ask for, of stacks that are to serve. */
    List<String> domains() {
        return serving().flatMap(Reliance::domains).sorted().toList();
    }

    /** What visitors reach over a network that the proxy is on. */
    List<String> domainsOver(String network) {
        if (network.equals(Naming.ingressNetwork(world.instance()))) {
            return domains();
        }
        return serving()
                .filter(s -> world.networkOfDestination(s.destinationId())
                        .filter(network::equals)
                        .isPresent())
                .flatMap(Reliance::domains)
                .sorted()
                .toList();
    }

    List<String> domainsOf(Stack stack, String service) {
        return stack.domains().stream()
                .filter(d -> d.service().equals(service))
                .map(RoutedDomain::domain)
                .map(Domain::url)
                .sorted()
                .toList();
    }

    /** The link whose network this is. */
    Optional<Link> linkOver(String network) {
        return world.stacks().stream()
                .flatMap(s -> world.links().of(s.id()).stream())
                .filter(e -> e.network().equals(network))
                .map(LinkEnd::link)
                .findFirst();
    }

    /** The stack whose own network this is. */
    Optional<Stack> ownerOf(String network) {
        return world.stacks().stream()
                .filter(s -> world.blueprint(s).networks().stream()
                        .anyMatch(n -> n.name().equals(network)))
                .findFirst();
    }

    /** Services of the stack that should be on the network. */
    Set<String> members(Stack stack, String network) {
        return world.blueprint(stack).services().stream()
                .filter(s -> s.containers().stream()
                        .flatMap(c -> c.networking().attachments().stream())
                        .anyMatch(a -> a.network().equals(network)))
                .map(ServiceBlueprint::name)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** The stack that a container with these labels is of. */
    Optional<Stack> stackOf(Map<String, String> labels) {
        return world.desired().stack(labels.getOrDefault(Labels.STACK, ""));
    }

    private Stream<Stack> serving() {
        return world.stacks().stream()
                .filter(s -> !s.state().stopped() && s.state().removing() == Removal.NO);
    }

    private static Stream<String> domains(Stack stack) {
        return stack.domains().stream().map(d -> d.domain().url());
    }
}

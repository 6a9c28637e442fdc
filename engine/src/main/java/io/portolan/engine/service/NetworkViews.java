package io.portolan.engine.service;

import io.portolan.engine.store.DestinationRecord;
import io.portolan.engine.view.NetworkView;
import io.portolan.model.Labels;
import io.portolan.model.runtime.Cidr;
import io.portolan.model.runtime.Observed;
import io.portolan.model.runtime.ObservedContainer;
import io.portolan.model.runtime.ObservedContainer.ObservedAttachment;
import io.portolan.model.runtime.ObservedNetwork;
import io.portolan.model.stack.ContainerPort;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Shows networks with their members and how those are reached on them. */
final class NetworkViews {
    private final String instance;
    private final List<DestinationRecord> destinations;
    private final Map<String, String> linkNames;

    /** @param linkNames what links are called, by their ids */
    NetworkViews(String instance, List<DestinationRecord> destinations, Map<String, String> linkNames) {
        this.instance = instance;
        this.destinations = List.copyOf(destinations);
        this.linkNames = Map.copyOf(linkNames);
    }

    List<NetworkView> all(Observed observed) {
        return observed.networks().stream()
                .map(n -> view(n, observed))
                .sorted(Comparator.comparing(NetworkView::name))
                .toList();
    }

    private NetworkView view(ObservedNetwork network, Observed observed) {
        List<NetworkView.Member> members = observed.containers().stream()
                .flatMap(c -> c.attachment(network.name()).map(a -> member(c, a, observed)).stream())
                .sorted(Comparator.comparing(NetworkView.Member::container))
                .toList();
        Use use = use(network);
        return new NetworkView(
                network.name(),
                network.id(),
                network.driver(),
                network.subnets().stream().map(Cidr::toString).collect(Collectors.joining(", ")),
                use.role(),
                use.owner(),
                members);
    }

    private record Use(String role, String owner) {}

    private Use use(ObservedNetwork network) {
        Map<String, String> labels = network.labels();
        if (!instance.equals(labels.get(Labels.INSTANCE))) {
            // Nobody labels a network that was there before: an adopted one is known by its name only.
            return destinations.stream()
                    .filter(d ->
                            d.adoptedNetwork().filter(network.name()::equals).isPresent())
                    .findFirst()
                    .map(d -> new Use("destination", "destination " + d.name()))
                    .orElse(new Use("foreign", ""));
        }
        if (labels.containsKey(Labels.LINK)) {
            return new Use("link", linkNames.getOrDefault(labels.get(Labels.LINK), "a link that was removed"));
        }
        if (labels.containsKey(Labels.STACK)) {
            return new Use("private", "stack " + labels.getOrDefault(Labels.STACK_NAME, labels.get(Labels.STACK)));
        }
        String destination = labels.get(Labels.DESTINATION);
        return destination == null
                ? new Use("ingress", "")
                : new Use("destination", "destination " + destinationName(destination));
    }

    private String destinationName(String id) {
        return destinations.stream()
                .filter(d -> d.id().equals(id))
                .map(DestinationRecord::name)
                .findFirst()
                .orElse(id);
    }

    private static NetworkView.Member member(ObservedContainer c, ObservedAttachment a, Observed observed) {
        // The engine adds the container's short id as an alias of its own; nobody uses that as a name.
        TreeSet<String> names = new TreeSet<>(a.aliases());
        names.removeIf(n -> c.id().startsWith(n));
        names.add(c.name());
        List<String> reach = new ArrayList<>();
        for (String name : names) {
            ports(c, observed).forEach(p -> reach.add(name + ":" + p));
        }
        return new NetworkView.Member(c.name(), a.address(), List.copyOf(names), reach);
    }

    private static Set<String> ports(ObservedContainer c, Observed observed) {
        TreeSet<String> ports = new TreeSet<>();
        c.published().forEach(p -> ports.add(p.container().toString()));
        Optional.ofNullable(c.image()).flatMap(observed::image).ifPresent(i -> i.exposed().stream()
                .map(ContainerPort::toString)
                .forEach(ports::add));
        return ports;
    }
}

package io.portolan.engine.service;

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
    private NetworkViews() {}

    static List<NetworkView> all(Observed observed, String instance) {
        return observed.networks().stream()
                .map(n -> view(n, observed, instance))
                .sorted(Comparator.comparing(NetworkView::name))
                .toList();
    }

    private static NetworkView view(ObservedNetwork network, Observed observed, String instance) {
        boolean ours = instance.equals(network.labels().get(Labels.INSTANCE));
        List<NetworkView.Member> members = observed.containers().stream()
                .flatMap(c -> c.attachment(network.name()).map(a -> member(c, a, observed)).stream())
                .sorted(Comparator.comparing(NetworkView.Member::container))
                .toList();
        return new NetworkView(
                network.name(),
                network.id(),
                network.driver(),
                network.subnets().stream().map(Cidr::toString).collect(Collectors.joining(", ")),
                ours ? role(network.labels()) : "foreign",
                ours ? owner(network) : "",
                members);
    }

    private static String role(Map<String, String> labels) {
        return labels.containsKey(Labels.STACK)
                ? "private"
                : labels.containsKey(Labels.DESTINATION) ? "destination" : "ingress";
    }

    private static String owner(ObservedNetwork network) {
        String stack = network.labels().get(Labels.STACK_NAME);
        if (stack != null) {
            return "stack " + stack;
        }
        String destination = network.labels().get(Labels.DESTINATION);
        return destination != null ? "destination " + network.labels().getOrDefault(Labels.KEY, destination) : "";
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

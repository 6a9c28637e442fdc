package io.portolan.planner;

import io.portolan.model.Diagnostic;
import io.portolan.model.stack.ServiceSpec;
import io.portolan.planner.Desired.Stack;
import io.portolan.planner.Desired.StackState.Removal;
import io.portolan.planner.connect.LinkVariables;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The links of a server as they concern each stack. Those that cannot be are left out: {@link LinkRules} tells why. */
final class Links {
    private final Map<String, List<LinkEnd>> ends = new HashMap<>();
    private final Map<String, List<Diagnostic>> obstacles = new HashMap<>();

    private Links() {}

    static Links of(Desired desired) {
        Links links = new Links();
        Map<String, Stack> stacks = new HashMap<>();
        desired.stacks().stream()
                .filter(s -> s.state().removing() == Removal.NO)
                .forEach(s -> stacks.put(s.id(), s));
        List<Link> all =
                desired.links().stream().sorted(Comparator.comparing(Link::id)).toList();
        for (Link link : all) {
            Stack consumer = stacks.get(link.consumer().stack());
            Stack provider = stacks.get(link.provider().stack());
            Optional<Diagnostic> obstacle = LinkRules.obstacle(desired, link);
            if (obstacle.isPresent()) {
                links.refuse(link, obstacle.get());
            } else if (consumer != null && provider != null) {
                links.add(desired.owner().instance(), link, consumer, provider);
            }
        }
        return links;
    }

    private void refuse(Link link, Diagnostic obstacle) {
        Stream.of(link.consumer(), link.provider())
                .map(Link.End::stack)
                .distinct()
                .forEach(s ->
                        obstacles.computeIfAbsent(s, _ -> new ArrayList<>()).add(obstacle));
    }

    private void add(String instance, Link link, Stack consumer, Stack provider) {
        String network = Naming.linkNetwork(instance, consumer.slug(), link.id());
        String asking = RouteTarget.serving(consumer, link.consumer().service());
        String serving = RouteTarget.serving(provider, link.provider().service());
        int containers = replicas(consumer, asking) + replicas(provider, serving);
        LinkVariables variables = LinkVariables.of(
                link.prefix(),
                Naming.sharedAlias(provider.slug(), serving),
                link.port(),
                provider.spec().service(link.provider().service()).orElseThrow());
        add(consumer, new LinkEnd(link, true, network, asking, containers, variables));
        add(provider, new LinkEnd(link, false, network, serving, containers, LinkVariables.none()));
    }

    private void add(Stack stack, LinkEnd end) {
        ends.computeIfAbsent(stack.id(), _ -> new ArrayList<>()).add(end);
    }

    private static int replicas(Stack stack, String service) {
        return stack.spec()
                .service(service)
                .map(ServiceSpec::lifecycle)
                .orElseThrow()
                .replicas();
    }

    /** Why links that the stack is at an end of cannot be. */
    List<Diagnostic> obstacles(String stackId) {
        return List.copyOf(obstacles.getOrDefault(stackId, List.of()));
    }

    /** In the order of the links' ids. */
    List<LinkEnd> of(String stackId) {
        return List.copyOf(ends.getOrDefault(stackId, List.of()));
    }
}

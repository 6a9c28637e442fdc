package io.portolan.planner;

import io.portolan.model.Diagnostic;
import io.portolan.model.Labels;
import io.portolan.model.runtime.Attachment;
import io.portolan.model.runtime.ObservedContainer;
import io.portolan.model.runtime.ObservedContainer.Status;
import io.portolan.model.runtime.ObservedNetwork;
import io.portolan.planner.Desired.Stack;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The links of one stack, made and told of. */
final class LinkRollout {
    private final World world;
    private final Stack stack;
    private final Draft draft;

    LinkRollout(World world, Stack stack, Draft draft) {
        this.world = world;
        this.stack = stack;
        this.draft = draft;
    }

    /** Says what does not come of the stack's links, and what their other ends notice. */
    void tell() {
        world.links().obstacles(stack.id()).stream().map(Diagnostic::asDrift).forEach(draft::say);
        for (LinkEnd end : world.links().of(stack.id())) {
            if (end.consumes()) {
                tellOfVariables(end);
            } else if (!draft.isLenient()) {
                tellOfConsumer(end);
            }
        }
    }

    private void tellOfVariables(LinkEnd end) {
        String resource = "stack %s, service %s".formatted(stack.name(), end.service());
        String provider = LinkRules.name(world.desired(), end.link().provider());
        Set<String> taken = new TreeSet<>(end.variables().values().keySet());
        taken.retainAll(stack.spec()
                .service(end.service())
                .orElseThrow()
                .process()
                .environment()
                .keySet());
        if (!taken.isEmpty()) {
            draft.say(Diagnostic.info(
                            "link.variable-in-file",
                            "the file itself gives %s, which the link to %s gives too: the file's value counts"
                                    .formatted(String.join(", ", taken), provider))
                    .about(resource));
        }
        if (!end.variables().missing().isEmpty()) {
            draft.say(Diagnostic.warning(
                            "link.password-unknown",
                            "nothing in the file of %s tells its password: the link gives no %s"
                                    .formatted(
                                            provider,
                                            String.join(
                                                    " and no ", end.variables().missing())))
                    .about(resource)
                    .suggest("give the password to the consumer in its own file"));
        }
    }

    private void tellOfConsumer(LinkEnd end) {
        String name = LinkRules.name(world.desired(), end.link().consumer());
        boolean follows = world.desired().stack(end.link().consumer().stack()).stream()
                .filter(s -> !s.state().stopped())
                .flatMap(s -> world.blueprint(s).service(end.link().consumer().service()).stream())
                .anyMatch(s -> runs(end.link().consumer())
                        && s.containerNames().stream()
                                .noneMatch(c -> world.containerNamed(c).isPresent()));
        if (follows) {
            draft.say(Diagnostic.info(
                            "link.consumer-follows",
                            "%s is linked to %s and is replaced afterwards: its variables %s_… change"
                                    .formatted(name, end.service(), end.link().prefix()))
                    .about("stack " + stack.name()));
        }
    }

    private boolean runs(Link.End consumer) {
        return containersOf(consumer.stack(), consumer.service()).stream().anyMatch(World::isUp);
    }

    private List<ObservedContainer> containersOf(String stackId, String service) {
        return world.containersOf(stackId).stream()
                .filter(c -> service.equals(c.labels().get(Labels.SERVICE)))
                .toList();
    }

    /** Ids of the steps after which the network of each link is there. */
    Collection<String> networks(NetworkDiffer networks) {
        return world.links().of(stack.id()).stream()
                .flatMap(e -> networks.ensure(e).stream())
                .toList();
    }

    /**
     * Puts the providers on the networks of the links, so that a consumer that is brought up finds them.
     *
     * @return by service of this stack, ids of the steps to wait for
     */
    Map<String, List<String>> connectProviders() {
        Map<String, List<String>> steps = new HashMap<>();
        for (LinkEnd end : world.links().of(stack.id())) {
            if (end.consumes()) {
                List<String> connected = connect(end);
                steps.computeIfAbsent(end.holder(), _ -> new ArrayList<>()).addAll(connected);
                steps.computeIfAbsent(end.service(), _ -> new ArrayList<>()).addAll(connected);
            }
        }
        return steps;
    }

    private List<String> connect(LinkEnd end) {
        Link.End provider = end.link().provider();
        LinkEnd there = world.links().of(provider.stack()).stream()
                .filter(e -> e.link().equals(end.link()) && !e.consumes())
                .findFirst()
                .orElseThrow();
        Stack providing = world.desired().stack(provider.stack()).orElseThrow();
        List<ObservedContainer> containers = containersOf(provider.stack(), there.holder());
        if (containers.stream().noneMatch(World::isUp)) {
            draft.say(Diagnostic.warning(
                            "link.provider-down",
                            "%s, which %s is linked to, does not run"
                                    .formatted(
                                            LinkRules.name(world.desired(), provider),
                                            LinkRules.name(
                                                    world.desired(), end.link().consumer())))
                    .about("stack " + stack.name())
                    .suggest("portolan stack start " + providing.name()));
        }
        Attachment place = AttachmentRules.ofLink(there, providing.slug());
        return containers.stream()
                .filter(c -> c.state().status() != Status.REMOVING && c.state().status() != Status.DEAD)
                .filter(c -> c.attachment(end.network()).isEmpty())
                .map(c -> draft.add(
                        "connect:" + c.name() + "@" + end.network(),
                        new Action.ConnectNetwork(c.name(), place),
                        List.of("network:" + end.network()),
                        "%s is linked to it"
                                .formatted(LinkRules.name(
                                        world.desired(), end.link().consumer()))))
                .toList();
    }

    static boolean isOfLink(ObservedNetwork network) {
        return network.labels().containsKey(Labels.LINK);
    }

    /**
     * Removes the networks of links that are gone, of which this stack was the consumer. All that is ours leaves them at
     * once. Planned last: who goes anyway is not taken off.
     */
    void forget() {
        Set<String> wanted =
                world.links().of(stack.id()).stream().map(LinkEnd::network).collect(Collectors.toSet());
        world.networksOf(stack.id()).stream()
                .filter(n -> isOfLink(n) && !wanted.contains(n.name()))
                .forEach(this::forget);
    }

    private void forget(ObservedNetwork network) {
        List<String> left = new ArrayList<>();
        List<String> strangers = new ArrayList<>();
        List<ObservedContainer> byName = world.observed().containers().stream()
                .sorted(Comparator.comparing(ObservedContainer::name))
                .toList();
        for (ObservedContainer guest : byName) {
            if (guest.attachment(network.name()).isPresent()) {
                if (world.isOurs(guest) && guest.state().status() != Status.REMOVING) {
                    left.add(leave(guest, network.name()));
                } else {
                    strangers.add(guest.name());
                }
            }
        }
        if (strangers.isEmpty()) {
            draft.add(
                    "remove-network:" + network.name(),
                    new Action.RemoveNetwork(network.name()),
                    left,
                    "its link was removed");
        }
    }

    private String leave(ObservedContainer guest, String network) {
        String removed = "remove:" + guest.name();
        return draft.has(removed)
                ? removed
                : draft.add(
                        "disconnect:" + guest.name() + "@" + network,
                        new Action.DisconnectNetwork(guest.name(), network),
                        List.of(),
                        "its link was removed");
    }
}

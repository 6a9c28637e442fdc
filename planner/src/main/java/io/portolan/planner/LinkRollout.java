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
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

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
        world.desired().links().stream().filter(l -> l.isOf(stack.id())).forEach(l -> LinkRules.obstacle(
                        world.desired(), l)
                .map(Diagnostic::asDrift)
                .ifPresent(draft::say));
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

    /**
     * Takes everybody else of ours off a network of a link that is gone. The stack that it was the consumer of owns it.
     *
     * @return ids of the steps
     */
    static List<String> letGo(ObservedNetwork network, World world, Draft draft) {
        if (!network.labels().containsKey(Labels.LINK)) {
            return List.of();
        }
        return world.observed().containers().stream()
                .filter(world::isOurs)
                .filter(c -> c.attachment(network.name()).isPresent())
                .filter(c -> !Objects.equals(
                        c.labels().get(Labels.STACK), network.labels().get(Labels.STACK)))
                .sorted(Comparator.comparing(ObservedContainer::name))
                .map(c -> draft.add(
                        "disconnect:" + c.name() + "@" + network.name(),
                        new Action.DisconnectNetwork(c.name(), network.name()),
                        List.of(),
                        "its link was removed"))
                .toList();
    }
}

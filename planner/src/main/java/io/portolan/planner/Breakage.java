package io.portolan.planner;

import io.portolan.model.Labels;
import io.portolan.model.route.ProxyConfig;
import io.portolan.model.runtime.Attachment;
import io.portolan.model.runtime.ContainerSpec;
import io.portolan.model.runtime.Observed;
import io.portolan.model.runtime.ObservedContainer;
import io.portolan.model.runtime.ObservedContainer.ObservedAttachment;
import io.portolan.planner.Desired.Stack;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What does not work, and for whom, for as long as a repair is not carried out. */
public final class Breakage {
    /** What is said where nobody notices. */
    public static final String NOTHING = "nothing that anybody notices";

    private static final int SHORT_ID = 12;

    private final World world;
    private final Plan plan;
    private final Reliance reliance;

    private Breakage(World world, Plan plan) {
        this.world = world;
        this.plan = plan;
        this.reliance = new Reliance(world);
    }

    /**
     * By the ids of the plan's steps, for people. A step that is only a part of the repair of something else, such as a
     * wait or an image to pull, is not in it.
     */
    public static Map<String, String> of(Plan plan, Desired desired, Observed observed, Facts facts) {
        Map<String, String> broken = new LinkedHashMap<>();
        if (!plan.isEmpty()) {
            Breakage breakage = new Breakage(new World(desired, observed, facts), plan);
            plan.steps().forEach(s -> breakage.by(s.action()).ifPresent(b -> broken.put(s.id(), sentence(b))));
        }
        return broken;
    }

    /** Empty if it is a part of another repair; an empty list if nobody notices. */
    private Optional<List<String>> by(Action action) {
        return switch (action) {
            case Action.CreateNetwork(var network) -> Optional.of(noNetwork(network.name()));
            case Action.ConnectNetwork(var target, var attachment) -> Optional.of(cutOff(target, attachment));
            case Action.DisconnectNetwork(var target, var network) ->
                Optional.of(
                        backOn(target, network).map(a -> cutOff(target, a)).orElseGet(() -> intruder(target, network)));
            case Action.RunContainer(var container) -> Optional.of(notRunning(container.name(), container.labels()));
            case Action.StartContainer(var target, var _) -> Optional.of(notRunning(target, labels(target)));
            case Action.StopContainer(var target, var _, var _) -> surplus(target);
            case Action.RemoveContainer(var target) -> surplus(target);
            case Action.CreateVolume(var volume) -> Optional.of(noVolume(volume.name()));
            case Action.PublishRoutes(var config) -> otherRoutes(config);
            case Action.RemoveNetwork _, Action.RemoveVolume _ -> Optional.of(List.of());
            case Action.PullImage _,
                    Action.WriteFiles _,
                    Action.WriteGrants _,
                    Action.SetAside _,
                    Action.AwaitContainer _,
                    Action.AwaitUpstream _,
                    Action.DrainContainer _,
                    Action.WithdrawNames _,
                    Action.ShiftRoutes _,
                    Action.AwaitProxy _,
                    Action.AwaitRoute _ -> Optional.empty();
        };
    }

    /** How the plan puts the container on the network again, if it takes it off for that only. */
    private Optional<Attachment> backOn(String container, String network) {
        for (Step step : plan.steps()) {
            if (step.action() instanceof Action.ConnectNetwork(var target, var attachment)
                    && target.equals(container)
                    && attachment.network().equals(network)) {
                return Optional.of(attachment);
            }
        }
        return Optional.empty();
    }

    private List<String> noNetwork(String network) {
        List<String> broken = new ArrayList<>(silent(reliance.domainsOver(network)));
        reliance.linkOver(network).map(this::unlinked).ifPresent(broken::add);
        reliance.ownerOf(network).map(s -> reliance.members(s, network)).ifPresent(members -> {
            if (members.size() > 1) {
                broken.add("%s do not reach each other".formatted(Listing.all(members)));
            }
        });
        return broken;
    }

    private List<String> cutOff(String container, Attachment wanted) {
        Optional<ObservedAttachment> there = world.containerNamed(container)
                .flatMap(c -> c.attachment(wanted.network()))
                .filter(a -> world.network(wanted.network())
                        .filter(n -> a.networkId().isEmpty() || a.networkId().equals(n.id()))
                        .isPresent());
        if (there.isPresent()) {
            return otherNames(container, wanted, there.get());
        }
        if (isProxy(labels(container))) {
            return silent(reliance.domainsOver(wanted.network()));
        }
        Optional<Link> link = reliance.linkOver(wanted.network());
        if (link.isPresent()) {
            return List.of(unlinked(link.get()));
        }
        Optional<Stack> stack = reliance.stackOf(labels(container));
        List<String> broken = new ArrayList<>();
        stack.filter(s -> world.networkOfDestination(s.destinationId())
                        .filter(wanted.network()::equals)
                        .isPresent())
                .map(s -> reliance.domainsOf(s, service(labels(container))))
                .ifPresent(d -> broken.addAll(silent(d)));
        broken.addAll(unreached(labels(container), wanted.network(), new TreeSet<>(wanted.aliases())));
        return broken;
    }

    private String unlinked(Link link) {
        return "%s does not reach %s"
                .formatted(
                        LinkRules.name(world.desired(), link.consumer()),
                        LinkRules.name(world.desired(), link.provider()));
    }

    private List<String> otherNames(String container, Attachment wanted, ObservedAttachment there) {
        Set<String> missing = new TreeSet<>(wanted.aliases());
        there.aliases().forEach(missing::remove);
        Set<String> extra = new TreeSet<>(there.aliases());
        wanted.aliases().forEach(extra::remove);
        String id = world.containerNamed(container).map(ObservedContainer::id).orElse("");
        extra.removeIf(n -> n.equals(container) || (n.length() >= SHORT_ID && id.startsWith(n)));
        List<String> broken = new ArrayList<>(unreached(labels(container), wanted.network(), missing));
        if (!extra.isEmpty()) {
            broken.add("who asks there for %s comes to it".formatted(Listing.either(extra)));
        }
        return broken;
    }

    /** Who does not reach a service by these names, over a network where it should have them. */
    private List<String> unreached(Map<String, String> labels, String network, Set<String> names) {
        if (names.isEmpty()) {
            return List.of();
        }
        Optional<Stack> owner = reliance.ownerOf(network);
        Set<String> others =
                new TreeSet<>(owner.map(s -> reliance.members(s, network)).orElse(Set.of()));
        others.remove(service(labels));
        if (owner.isPresent() && others.isEmpty()) {
            return List.of();
        }
        String who = owner.isPresent() ? Listing.all(others) : "whoever is on " + network;
        String verb = others.size() > 1 ? "do" : "does";
        return List.of("%s %s not reach it as %s".formatted(who, verb, Listing.either(names)));
    }

    /** It is on a network that is not for it. */
    private List<String> intruder(String container, String network) {
        Set<String> others = world.observed().containers().stream()
                .filter(c -> !c.name().equals(container) && World.isUp(c))
                .filter(c -> c.attachment(network).isPresent())
                .map(c -> Listing.title(c, world))
                .collect(Collectors.toCollection(TreeSet::new));
        return others.isEmpty()
                ? List.of()
                : List.of("it reaches %s over %s, and is reached from there".formatted(Listing.all(others), network));
    }

    private List<String> notRunning(String container, Map<String, String> labels) {
        if (isProxy(labels)) {
            return world.aProxyRuns() ? List.of() : silent(reliance.domains());
        }
        Optional<Stack> stack = reliance.stackOf(labels);
        List<ContainerSpec> all = stack.map(world::blueprint)
                .flatMap(b -> b.service(service(labels)))
                .map(ServiceBlueprint::containers)
                .orElse(List.of());
        long running = all.stream()
                .filter(c -> !c.name().equals(container) && runs(c.name()))
                .count();
        if (running > 0) {
            return List.of("%s serves with %d of %d containers".formatted(service(labels), running, all.size()));
        }
        if (stack.filter(s -> earlierRuns(s, service(labels), all)).isPresent()) {
            return List.of(service(labels) + " runs as it was before");
        }
        List<String> broken = new ArrayList<>(
                stack.map(s -> silent(reliance.domainsOf(s, service(labels)))).orElse(List.of()));
        all.stream()
                .filter(c -> c.name().equals(container))
                .flatMap(c -> c.networking().attachments().stream())
                .filter(a -> reliance.ownerOf(a.network()).isPresent())
                .flatMap(a -> unreached(labels, a.network(), new TreeSet<>(a.aliases())).stream())
                .distinct()
                .forEach(broken::add);
        return broken.isEmpty() ? List.of(service(labels) + " does not run") : broken;
    }

    private boolean earlierRuns(Stack stack, String service, List<ContainerSpec> wanted) {
        return world.containersOf(stack.id()).stream()
                .filter(c -> service.equals(service(c.labels())) && c.state().running())
                .anyMatch(c -> wanted.stream().noneMatch(w -> w.name().equals(c.name())));
    }

    /** One that should not be there; if it comes again, that is what the step tells which brings it. */
    private Optional<List<String>> surplus(String container) {
        if (plan.steps().stream()
                .anyMatch(s -> bringsUp(s.action()) && s.action().target().equals(container))) {
            return Optional.empty();
        }
        return Optional.of(world.containerNamed(container)
                .filter(World::isUp)
                .filter(c -> !isProxy(c.labels()))
                .map(c -> List.of("it still answers as " + Listing.either(names(c))))
                .orElse(List.of()));
    }

    private static boolean bringsUp(Action action) {
        return action instanceof Action.RunContainer || action instanceof Action.StartContainer;
    }

    private static Set<String> names(ObservedContainer container) {
        return Stream.concat(
                        Stream.of(container.name()),
                        container.attachments().stream().flatMap(a -> a.aliases().stream()))
                .filter(n -> n.length() < SHORT_ID || !container.id().startsWith(n))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private List<String> noVolume(String volume) {
        boolean written = plan.steps().stream()
                .map(Step::action)
                .anyMatch(a -> (a instanceof Action.WriteFiles || a instanceof Action.WriteGrants)
                        && a.target().equals(volume));
        Set<String> readers = new TreeSet<>();
        for (Stack stack : world.stacks()) {
            world.blueprint(stack).services().stream()
                    .filter(s -> s.volumes().contains(volume))
                    .forEach(s -> readers.add(s.name()));
        }
        return written || readers.isEmpty() ? List.of() : List.of(Listing.all(readers) + " lost what was in it");
    }

    private Optional<List<String>> otherRoutes(ProxyConfig wanted) {
        Optional<ProxyConfig> served = world.observed().served();
        if (served.isEmpty()) {
            // That no proxy runs is told with the step that mends it.
            return world.aProxyRuns() ? Optional.of(List.of("what the proxy serves is not known")) : Optional.empty();
        }
        List<String> urls = Stream.concat(wanted.routes().stream(), served.get().routes().stream())
                .filter(r ->
                        !wanted.routes().contains(r) || !served.get().routes().contains(r))
                .map(r -> r.domain().url())
                .distinct()
                .sorted()
                .toList();
        return Optional.of(
                urls.isEmpty()
                        ? List.of()
                        : List.of("%s lead%s elsewhere, or nowhere"
                                .formatted(Listing.some(urls), urls.size() == 1 ? "s" : "")));
    }

    private static List<String> silent(Collection<String> urls) {
        return urls.isEmpty()
                ? List.of()
                : List.of("%s do%s not answer".formatted(Listing.some(urls), urls.size() == 1 ? "es" : ""));
    }

    private Map<String, String> labels(String container) {
        return world.containerNamed(container).map(ObservedContainer::labels).orElse(Map.of());
    }

    private static String service(Map<String, String> labels) {
        return labels.getOrDefault(Labels.SERVICE, "");
    }

    private static boolean isProxy(Map<String, String> labels) {
        return "proxy".equals(labels.get(Labels.ROLE));
    }

    private boolean runs(String container) {
        return world.containerNamed(container).filter(c -> c.state().running()).isPresent();
    }

    private static String sentence(List<String> parts) {
        return parts.isEmpty() ? NOTHING : String.join("; ", parts);
    }
}

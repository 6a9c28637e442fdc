package io.portolan.planner;

import io.portolan.model.Diagnostic;
import io.portolan.model.Labels;
import io.portolan.model.runtime.Cidr;
import io.portolan.model.runtime.NetworkSpec;
import io.portolan.model.runtime.ObservedNetwork;
import io.portolan.planner.Desired.Destination;
import io.portolan.planner.Desired.Stack;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Networks that should be there: made where missing, refused where somebody else's stand in their place. */
final class NetworkDiffer {
    private final World world;
    private final Subnets subnets;
    private final Draft draft;

    NetworkDiffer(World world, Subnets subnets, Draft draft) {
        this.world = world;
        this.subnets = subnets;
        this.draft = draft;
    }

    /** Ids of the steps after which the network is there. */
    private List<String> ensure(String name, Map<String, String> labels, int prefix, boolean internal, String reason) {
        Optional<ObservedNetwork> there = world.network(name);
        if (there.isPresent() && !isSound(there.get())) {
            return List.of();
        }
        there.ifPresent(n -> relabelled(n, labels));
        Optional<Cidr> subnet = subnets.of(name, prefix, draft);
        if (there.isPresent()) {
            subnets.warnOfRoutes(name, draft);
            return List.of();
        }
        if (subnet.isEmpty()) {
            return List.of();
        }
        return List.of(draft.add(
                "network:" + name,
                new Action.CreateNetwork(new NetworkSpec(name, subnet.get(), internal, labels)),
                List.of(),
                reason + " (" + subnet.get() + ")"));
    }

    /** A network of a stack's file, as the file wants it. */
    List<String> ensure(Stack stack, StackNetwork wanted) {
        Map<String, String> labels = new LinkedHashMap<>();
        wanted.declared().ifPresent(d -> labels.putAll(d.labels()));
        labels.putAll(
                wanted.key().equals(Naming.DEFAULT_NETWORK)
                        ? OwnerLabels.of(stack)
                        : OwnerLabels.keyed(stack, wanted.key()));
        String aspects = world.facts()
                .memory()
                .label(wanted.name(), NetworkAspects.of(wanted), world.facts().fingerprintKey());
        labels.put(Labels.ASPECTS, aspects);
        Optional<ObservedNetwork> there = world.network(wanted.name());
        if (there.isPresent() && !isOurs(there.get())) {
            return List.of();
        }
        there.ifPresent(n -> relabelled(n, labels));
        FileNetwork file = new FileNetwork(stack, wanted, world.instance());
        file.check().forEach(draft::object);
        if (!draft.isLenient()) {
            file.openToAll(world.observed().engine()).ifPresent(draft::say);
        }
        Optional<Cidr> subnet = file.subnet()
                .map(s -> subnets.fixed(wanted, s, stack, draft))
                .orElseGet(() -> subnets.of(wanted.name(), Subnets.prefixForStack(wanted.containers()), draft));
        if (there.isPresent()) {
            file.differences(there.get(), aspects).forEach(draft::object);
            if (file.subnet().isEmpty()) {
                subnets.warnOfRoutes(wanted.name(), draft);
            }
            return List.of();
        }
        if (subnet.isEmpty()) {
            return List.of();
        }
        String what = wanted.key().equals(Naming.DEFAULT_NETWORK)
                ? "the private network of stack " + stack.name()
                : "network %s of stack %s".formatted(wanted.key(), stack.name());
        return List.of(draft.add(
                "network:" + wanted.name(),
                new Action.CreateNetwork(new NetworkSpec(
                        wanted.name(), subnet.get(), wanted.isInternal(), labels, file.options(subnet.get()))),
                List.of(),
                what + " (" + subnet.get() + ")"));
    }

    List<String> ensureIngress() {
        return ensure(
                Naming.ingressNetwork(world.instance()),
                OwnerLabels.ofProxy(world.desired().owner()),
                Subnets.INGRESS_PREFIX,
                false,
                "the way of the HTTP proxy's published ports");
    }

    List<String> ensure(Destination destination) {
        if (destination.adoptedNetwork().isPresent()) {
            adopted(destination, destination.adoptedNetwork().get());
            return List.of();
        }
        Map<String, String> labels = new LinkedHashMap<>(destination.labels());
        labels.putAll(OwnerLabels.of(destination));
        return ensure(
                world.networkOf(destination),
                labels,
                Subnets.DESTINATION_PREFIX,
                false,
                "the network of destination " + destination.name());
    }

    /** Between two stacks and no way out: what a link opens is the other end alone. */
    List<String> ensure(LinkEnd end) {
        Desired desired = world.desired();
        Stack consumer = desired.stack(end.link().consumer().stack()).orElseThrow();
        return ensure(
                end.network(),
                OwnerLabels.of(end.link(), consumer),
                Subnets.prefixForLink(end.containers()),
                true,
                "the network of the link from %s to %s"
                        .formatted(
                                LinkRules.name(desired, end.link().consumer()),
                                LinkRules.name(desired, end.link().provider())));
    }

    private void adopted(Destination destination, String network) {
        Optional<ObservedNetwork> there = world.network(network);
        if (there.isEmpty()) {
            draft.object(Diagnostic.error(
                            "destination.network-missing",
                            "network %s, which destination %s adopted, does not exist"
                                    .formatted(network, destination.name()))
                    .suggest("make it again: docker network create " + network));
        } else {
            Adoption.refusal(there.get(), world.instance())
                    .map(d -> d.about("destination " + destination.name()))
                    .ifPresent(draft::object);
        }
    }

    private void relabelled(ObservedNetwork network, Map<String, String> labels) {
        if (draft.isLenient()) {
            draft.say(Relabelled.of(
                    "network " + network.name(), "docker network rm " + network.name(), labels, network.labels()));
        }
    }

    private boolean isOurs(ObservedNetwork network) {
        boolean ours = world.isOurs(network.labels());
        if (!ours) {
            Diagnostic foreign = Diagnostic.error(
                            "network.foreign",
                            "a network named %s exists, and this Portolan did not make it%s"
                                    .formatted(network.name(), use(network.name())))
                    .suggest("remove it if nobody needs it: docker network rm " + network.name());
            // Without the proxy's own network there is no proxy, and nothing goes on without it.
            if (network.name().equals(Naming.ingressNetwork(world.instance()))) {
                draft.say(foreign);
            } else {
                draft.object(foreign);
            }
        }
        return ours;
    }

    private String use(String network) {
        Reliance reliance = new Reliance(world);
        List<String> users = new ArrayList<>(reliance.domainsOver(network));
        reliance.ownerOf(network).map(s -> reliance.members(s, network)).ifPresent(users::addAll);
        return users.isEmpty() ? "" : "; one of Portolan's is to be there for " + Listing.some(users);
    }

    private boolean isSound(ObservedNetwork network) {
        if (!isOurs(network)) {
            return false;
        }
        if (network.subnets().size() != 1 || !network.driver().equals("bridge")) {
            draft.say(Diagnostic.error(
                            "network.unsound",
                            "network %s is not as Portolan made it: driver %s, subnets %s"
                                    .formatted(network.name(), network.driver(), network.subnets()))
                    .suggest("remove it, and it is made again: docker network rm " + network.name()));
            return false;
        }
        return true;
    }
}

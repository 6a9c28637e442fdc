package io.portolan.planner;

import io.portolan.model.Diagnostic;
import io.portolan.model.runtime.AddressPools;
import io.portolan.model.runtime.Cidr;
import io.portolan.model.runtime.HostFacts.HostRoute;
import io.portolan.model.runtime.Observed;
import io.portolan.model.runtime.ObservedNetwork;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Which subnet each of our networks has: the one it has already, the one reserved for it, or a free one. */
final class Subnets {
    static final int DESTINATION_PREFIX = 22;
    static final int INGRESS_PREFIX = 26;
    static final int STACK_PREFIX = 27;
    static final int LINK_PREFIX = 28;
    private static final int LARGEST_RESERVED = 16;

    private final World world;
    private final AddressPlan plan;
    private final Map<String, Optional<Cidr>> decided = new HashMap<>();
    private boolean warned;

    Subnets(World world) {
        this.world = world;
        List<Cidr> taken =
                taken(world.observed(), world.facts().reservedSubnets().values());
        // A network that may have any block must not take one that a file gives to another.
        world.stacks().stream().filter(Subnets::givesBlocks).forEach(s -> StackNetwork.of(s, world.instance())
                .forEach(n -> new FileNetwork(s, n, world.instance()).subnet().ifPresent(taken::add)));
        this.plan = new AddressPlan(world.facts().addressPools(), taken);
    }

    /** What no network may have: that of others, whatever their driver, and all that the host itself reaches. */
    static List<Cidr> taken(Observed observed, Collection<Cidr> reserved) {
        List<Cidr> taken = new ArrayList<>(reserved);
        observed.networks().forEach(n -> taken.addAll(n.subnets()));
        observed.host().reached().forEach(r -> taken.add(r.destination()));
        return taken;
    }

    private static boolean givesBlocks(Desired.Stack stack) {
        return stack.spec().networks().stream()
                .anyMatch(n -> !n.options().ipam().pools().isEmpty());
    }

    /** Room for all replicas twice, since a rollout runs old and new side by side, and for a few guests. */
    static int prefixForStack(int containers) {
        return AddressPlan.prefixFor(containers * 2 + 8, STACK_PREFIX);
    }

    /** As for a stack, but nobody joins who is not of the link. */
    static int prefixForLink(int containers) {
        return AddressPlan.prefixFor(containers * 2, LINK_PREFIX);
    }

    /** The network's subnet; empty, with an error said, where there is no room. */
    Optional<Cidr> of(String network, int prefix, Draft draft) {
        Optional<Cidr> before = decided.get(network);
        if (before != null) {
            return before;
        }
        Optional<Cidr> subnet =
                existing(network).or(() -> reserved(network, draft)).or(() -> allocated(network, prefix, draft));
        subnet.ifPresent(s -> draft.reserve(network, s));
        decided.put(network, subnet);
        return subnet;
    }

    /** The subnet that a file gives; empty, with an error that offers a free one, where somebody else has it. */
    Optional<Cidr> fixed(StackNetwork network, Cidr wanted, Desired.Stack stack, Draft draft) {
        // A network of the kind that stands in a LAN of the host has that LAN's addresses.
        boolean ownBridge = network.options().driver().isEmpty();
        Optional<String> holder =
                ownBridge ? obstacle(network.name(), wanted) : networkInTheWay(network.name(), wanted);
        holder = holder.or(() -> world.facts().reservedSubnets().entrySet().stream()
                .filter(r -> !r.getKey().equals(network.name()) && r.getValue().overlaps(wanted))
                .map(r -> "network " + r.getKey())
                .findFirst());
        holder = holder.or(() -> decided.entrySet().stream()
                .filter(d -> !d.getKey().equals(network.name()))
                .filter(d -> d.getValue().filter(wanted::overlaps).isPresent())
                .map(d -> "network " + d.getKey())
                .sorted()
                .findFirst());
        boolean there = world.network(network.name())
                .filter(n -> n.subnets().contains(wanted))
                .isPresent();
        if (holder.isPresent() && !there) {
            String offer = plan.allocate(wanted.prefix())
                    .map("%s is free"::formatted)
                    .orElse("no range of that size is free in " + world.facts().addressPools());
            draft.object(Diagnostic.error(
                            "network.subnet-taken",
                            "subnet %s of network %s overlaps %s".formatted(wanted, network.key(), holder.get()))
                    .about("stack " + stack.name())
                    .suggest(offer + "; without ipam Portolan finds one itself"));
            return Optional.empty();
        }
        decided.put(network.name(), Optional.of(wanted));
        // Reservations are kept in small cells: a block that is larger than any network of ours is seen, not reserved.
        if (ownBridge && wanted.prefix() >= LARGEST_RESERVED) {
            draft.reserve(network.name(), wanted);
        }
        return Optional.of(wanted);
    }

    private Optional<Cidr> existing(String network) {
        return world.network(network).filter(n -> world.isOurs(n.labels())).flatMap(n -> n.subnets().stream()
                .findFirst());
    }

    private Optional<Cidr> reserved(String network, Draft draft) {
        Cidr subnet = world.facts().reservedSubnets().get(network);
        if (subnet == null) {
            return Optional.empty();
        }
        Optional<String> obstacle = obstacle(network, subnet);
        obstacle.ifPresent(o -> draft.say(Diagnostic.info(
                "network.subnet-moved",
                "network %s gets another subnet: %s, which was reserved for it, overlaps %s"
                        .formatted(network, subnet, o))));
        return obstacle.isPresent() ? Optional.empty() : Optional.of(subnet);
    }

    private Optional<String> networkInTheWay(String network, Cidr subnet) {
        return world.observed().networks().stream()
                .filter(n -> !n.name().equals(network))
                .filter(n -> n.subnets().stream().anyMatch(subnet::overlaps))
                .map(ObservedNetwork::name)
                .sorted()
                .findFirst()
                .map(name -> "network " + name);
    }

    private Optional<String> obstacle(String network, Cidr subnet) {
        return networkInTheWay(network, subnet).or(() -> world.observed().host().reached().stream()
                .filter(r -> r.destination().overlaps(subnet))
                // The route of our own bridge, seen a moment before the network itself was found gone.
                .filter(r -> !(r.destination().equals(subnet) && r.device().startsWith("br-")))
                .map(r -> "the host's route to %s (%s)".formatted(r.destination(), r.device()))
                .sorted()
                .findFirst());
    }

    private Optional<Cidr> allocated(String network, int prefix, Draft draft) {
        Optional<Cidr> subnet = plan.allocate(prefix);
        AddressPools pools = world.facts().addressPools();
        AddressUsage usage = plan.usage();
        if (subnet.isEmpty()) {
            draft.say(Diagnostic.error(
                            "network.pool-exhausted",
                            "there is no room for a /%d for network %s: %d of the %d addresses of %s are taken, and %d more stack networks and %d more destinations fit"
                                    .formatted(
                                            prefix,
                                            network,
                                            usage.taken(),
                                            usage.all(),
                                            pools,
                                            usage.stackNetworksLeft(),
                                            usage.destinationsLeft()))
                    .suggest(AddressUsage.advice(pools)));
        } else if (!warned) {
            warned = usage.isLow();
            usage.warning(pools)
                    .map(w -> Diagnostic.warning("network.pool-low", w).suggest(AddressUsage.advice(pools)))
                    .ifPresent(draft::say);
        }
        return subnet;
    }

    /** Networks of ours that a route of the host has come to cover since they were made. */
    void warnOfRoutes(String network, Draft draft) {
        existing(network).ifPresent(subnet -> world.observed().host().reached().stream()
                .filter(r -> r.destination().overlaps(subnet))
                .filter(r -> !isBridge(r, subnet, world.observed().networks()))
                .map(r -> Diagnostic.warning(
                        "network.overlaps-route",
                        "network %s (%s) overlaps the host's route to %s (%s): one of them is not reachable"
                                .formatted(network, subnet, r.destination(), r.device())))
                .forEach(draft::say));
    }

    private static boolean isBridge(HostRoute route, Cidr subnet, List<ObservedNetwork> networks) {
        return route.destination().equals(subnet)
                || networks.stream().anyMatch(n -> n.subnets().contains(route.destination()));
    }
}

package io.portolan.testkit;

import io.portolan.model.runtime.Attachment;
import io.portolan.model.runtime.Cidr;
import io.portolan.model.runtime.NetworkSpec;
import io.portolan.model.runtime.ObservedContainer;
import io.portolan.model.runtime.ObservedContainer.ObservedAttachment;
import io.portolan.model.runtime.ObservedNetwork;
import io.portolan.model.stack.NetworkOptions.Pool;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * The fake world's networks and who has which address on them. As an engine does, it gives a container that starts the
 * lowest address that is free, whether or not a file means that one for somebody else.
 */
final class FakeNetworks {
    /** They are always there: each is one network for all who are on it, and nobody is put on or taken off it. */
    private static final Map<String, String> BUILT_IN = Map.of("host", "host", "none", "null");

    private final Map<String, ObservedNetwork> networks = new TreeMap<>();
    private final Map<String, Cidr> ranges = new HashMap<>();
    private final Map<String, String> fixed = new HashMap<>();

    FakeNetworks() {
        BUILT_IN.forEach((name, driver) ->
                networks.put(name, new ObservedNetwork("id-of-" + name, name, driver, List.of(), false, Map.of())));
    }

    FakeNetworks copy() {
        FakeNetworks copy = new FakeNetworks();
        copy.networks.putAll(networks);
        copy.ranges.putAll(ranges);
        copy.fixed.putAll(fixed);
        return copy;
    }

    List<ObservedNetwork> all() {
        return List.copyOf(networks.values());
    }

    void put(ObservedNetwork network) {
        networks.put(network.name(), network);
    }

    void create(String id, NetworkSpec spec) {
        FakeWorld.require(!networks.containsKey(spec.name()), "network %s exists", spec.name());
        put(new ObservedNetwork(
                id, spec.name(), spec.driver(), List.of(spec.subnet()), spec.internal(), spec.labels()));
        spec.options().ipam().pools().stream()
                .filter(p -> p.subnet().equals(spec.subnet().toString()))
                .map(Pool::range)
                .filter(r -> !r.isEmpty())
                .forEach(r -> ranges.put(spec.name(), Cidr.parse(r)));
    }

    void remove(String name, Collection<ObservedContainer> containers) {
        FakeWorld.require(!BUILT_IN.containsKey(name), "%s is a pre-defined network", name);
        List<String> guests = containers.stream()
                .filter(c -> c.state().running() && c.attachment(name).isPresent())
                .map(ObservedContainer::name)
                .toList();
        FakeWorld.require(guests.isEmpty(), "network has active endpoints: %s", guests);
        networks.remove(name);
        ranges.remove(name);
    }

    /** What an engine lists of a container whose network is the host's, or none. */
    List<ObservedAttachment> ofMode(String mode) {
        return BUILT_IN.containsKey(mode)
                ? List.of(new ObservedAttachment(mode, existing(mode).id(), "", List.of()))
                : List.of();
    }

    ObservedContainer connect(ObservedContainer c, Attachment to, Collection<ObservedContainer> all) {
        FakeWorld.require(!BUILT_IN.containsKey(to.network()), "cannot connect to network %s", to.network());
        ObservedNetwork network = existing(to.network());
        FakeWorld.require(c.attachment(to.network()).isEmpty(), "endpoint already exists in network %s", to.network());
        fixed.remove(key(c, to.network()));
        if (!to.endpoint().ipv4().isEmpty()) {
            fixed.put(key(c, to.network()), to.endpoint().ipv4());
        }
        String address = c.state().running() ? address(c, network, all) : "";
        List<ObservedAttachment> attachments = new ArrayList<>(c.attachments());
        attachments.add(new ObservedAttachment(network.name(), network.id(), address, to.aliases()));
        return FakeContainers.on(c, attachments);
    }

    ObservedContainer disconnect(ObservedContainer c, String network) {
        FakeWorld.require(!BUILT_IN.containsKey(network), "container cannot be disconnected from %s network", network);
        return FakeContainers.on(
                c,
                c.attachments().stream()
                        .filter(a -> !a.network().equals(network))
                        .toList());
    }

    /** What a container has when it starts: an address of each of its networks, all of which must be there still. */
    ObservedContainer started(ObservedContainer c, Collection<ObservedContainer> all) {
        List<ObservedAttachment> attachments = new ArrayList<>();
        for (ObservedAttachment a : c.attachments()) {
            ObservedNetwork network = networks.get(a.network());
            FakeWorld.require(
                    network != null && network.id().equals(a.networkId()), "network %s not found", a.network());
            attachments.add(new ObservedAttachment(
                    a.network(), a.networkId(), address(c, existing(a.network()), all), a.aliases()));
        }
        return FakeContainers.on(c, attachments);
    }

    private String address(ObservedContainer c, ObservedNetwork network, Collection<ObservedContainer> all) {
        Optional<Cidr> subnet = network.subnets().stream().findFirst();
        if (subnet.isEmpty()) {
            return "";
        }
        Set<String> taken = new HashSet<>(Set.of(subnet.get().gateway()));
        all.stream()
                .filter(o -> o.state().running() && !o.name().equals(c.name()))
                .flatMap(o -> o.attachment(network.name()).stream())
                .forEach(a -> taken.add(a.address()));
        String wanted = fixed.get(key(c, network.name()));
        if (wanted != null) {
            FakeWorld.require(
                    subnet.get().contains(Cidr.parse(wanted + "/32")), "no configured subnet contains %s", wanted);
            FakeWorld.require(!taken.contains(wanted), "Address already in use: %s", wanted);
            return wanted;
        }
        Cidr range = ranges.getOrDefault(network.name(), subnet.get());
        long first = range.equals(subnet.get()) ? 1 : 0;
        for (long i = first; i < range.size(); i++) {
            String candidate = range.subnet(32, i).toString().replace("/32", "");
            if (!taken.contains(candidate)) {
                return candidate;
            }
        }
        throw new IllegalStateException("the engine refuses: no available addresses on " + network.name());
    }

    private ObservedNetwork existing(String name) {
        ObservedNetwork network = networks.get(name);
        if (network == null) {
            throw new IllegalStateException("no network " + name);
        }
        return network;
    }

    /** The host answers at the gateway of each network. */
    boolean isGateway(String address) {
        return networks.values().stream().flatMap(n -> n.subnets().stream()).anyMatch(s -> s.gateway()
                .equals(address));
    }

    private static String key(ObservedContainer c, String network) {
        return c.id() + "@" + network;
    }
}

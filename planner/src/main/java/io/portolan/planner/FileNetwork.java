package io.portolan.planner;

import io.portolan.model.Diagnostic;
import io.portolan.model.Labels;
import io.portolan.model.Secret;
import io.portolan.model.runtime.AddressBlock;
import io.portolan.model.runtime.Cidr;
import io.portolan.model.runtime.EngineVersion;
import io.portolan.model.runtime.FreeRange;
import io.portolan.model.runtime.ObservedNetwork;
import io.portolan.model.stack.DeclaredNetwork;
import io.portolan.model.stack.NetworkOptions;
import io.portolan.model.stack.NetworkOptions.Ipam;
import io.portolan.model.stack.NetworkOptions.Pool;
import io.portolan.model.stack.NetworkingSpec.ServiceNetwork;
import io.portolan.model.stack.ServiceSpec;
import io.portolan.planner.Desired.Stack;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** What the file fixes of one of its networks: address pools, and the addresses of services in them. */
final class FileNetwork {
    /** Addresses for more than what runs side by side in a deploy. */
    private static final int ROOM = 8;

    private final Stack stack;
    private final StackNetwork network;
    private final String instance;

    FileNetwork(Stack stack, StackNetwork network, String instance) {
        this.stack = stack;
        this.network = network;
        this.instance = instance;
    }

    /** The IPv4 block that the file gives. */
    Optional<Cidr> subnet() {
        return network.options().ipam().pools().stream()
                .map(Pool::subnet)
                .filter(FileNetwork::isIpv4)
                .findFirst()
                .map(Cidr::parse);
    }

    private static boolean isIpv4(String address) {
        return !address.contains(":");
    }

    /** The file's options, every address family that is wanted having a pool. */
    NetworkOptions options(Cidr subnet) {
        NetworkOptions asked = network.options();
        boolean six = asked.ipv6().orElse(false);
        List<Pool> pools = new ArrayList<>();
        asked.ipam().pools().forEach(p -> pools.add(sparing(p)));
        boolean wantsSix = six && pools.stream().allMatch(p -> isIpv4(p.subnet()));
        if (!pools.isEmpty() || wantsSix) {
            if (subnet().isEmpty() && asked.ipv4().orElse(true)) {
                pools.addFirst(new Pool(subnet.toString(), "", subnet.gateway(), Map.of()));
            }
            if (wantsSix) {
                pools.add(new Pool(uniqueLocal(), "", "", Map.of()));
            }
        }
        return new NetworkOptions(
                asked.driver(),
                asked.driverOptions(),
                new Ipam(asked.ipam().driver(), asked.ipam().options(), pools),
                asked.attachable(),
                asked.ipv4(),
                asked.ipv6());
    }

    /**
     * An engine gives a container that asks for no address the lowest free one, also one that the file means for a
     * sibling which starts a moment later: where the file says nothing else, what is handed out lies apart from those.
     */
    private Pool sparing(Pool pool) {
        List<String> fixed = stack.spec().services().stream()
                .flatMap(this::places)
                .flatMap(n -> Stream.of(n.endpoint().ipv4(), n.endpoint().ipv6()))
                .filter(a -> !a.isEmpty() && isIpv4(a) == isIpv4(pool.subnet()))
                .toList();
        if (fixed.isEmpty() || !pool.range().isEmpty()) {
            return pool;
        }
        String gateway = pool.gateway().isEmpty() ? FreeRange.gateway(pool.subnet()) : pool.gateway();
        return FreeRange.of(pool.subnet(), fixed, network.containers() * 2L + ROOM)
                .map(r -> new Pool(pool.subnet(), r, gateway, pool.reserved()))
                .orElse(pool);
    }

    /** Where the file puts a service on it; a network of somebody else that has the same key is another one. */
    private Stream<ServiceNetwork> places(ServiceSpec service) {
        boolean another = StackNetwork.declared(stack, network.key())
                .filter(DeclaredNetwork::external)
                .isPresent();
        return service.networking().networks().stream()
                .filter(n -> !another && n.key().equals(network.key()));
    }

    /** RFC 4193: 40 bits that are random for each network, here out of its name, which no other one has. */
    private String uniqueLocal() {
        String bits = Fingerprint.of(new Secret(instance), network.name());
        return "fd%s:%s:%s::/64".formatted(bits.substring(0, 2), bits.substring(2, 6), bits.substring(6, 10));
    }

    /** Addresses that the engine would refuse, or that two services want. */
    List<Diagnostic> check() {
        List<Diagnostic> found = new ArrayList<>();
        Map<String, String> holders = new HashMap<>();
        for (ServiceSpec service : stack.spec().services()) {
            places(service).filter(n -> n.endpoint().isFixed()).forEach(n -> check(service, n, holders, found));
        }
        return found;
    }

    /** Engines that do not filter IPv6 lead every packet between networks, and from outside. */
    Optional<Diagnostic> openToAll(EngineVersion engine) {
        boolean six = network.options().ipv6().orElse(false);
        return !six || !engine.isKnown() || engine.filtersIpv6()
                ? Optional.empty()
                : Optional.of(Diagnostic.warning(
                                "network.ipv6-open",
                                "network %s has IPv6, which this engine (API %s) does not filter: every container with an IPv6 address on this server, and every machine with a route to it, reaches all ports of its services"
                                        .formatted(network.key(), engine.api()))
                        .about("stack " + stack.name())
                        .suggest("upgrade the engine to Docker 27 (API 1.46) or later, or remove `enable_ipv6`"));
    }

    private void check(ServiceSpec service, ServiceNetwork place, Map<String, String> holders, List<Diagnostic> found) {
        if (service.lifecycle().replicas() > 1) {
            found.add(error(
                    service,
                    "address.several-replicas",
                    "service %s has a fixed address on network %s, which its %d replicas cannot share"
                            .formatted(
                                    service.name(),
                                    network.key(),
                                    service.lifecycle().replicas())));
        }
        for (String address : List.of(
                place.endpoint().ipv4(),
                place.endpoint().ipv6(),
                place.endpoint().mac())) {
            String before = address.isEmpty() ? null : holders.putIfAbsent(address, service.name());
            if (before != null) {
                found.add(error(
                        service,
                        "address.taken",
                        "services %s and %s both have address %s on network %s"
                                .formatted(before, service.name(), address, network.key())));
            }
        }
        checkSix(service, place.endpoint().ipv6(), found);
        String four = place.endpoint().ipv4();
        if (four.isEmpty()) {
            return;
        }
        if (subnet().isEmpty()) {
            found.add(error(
                            service,
                            "address.no-subnet",
                            "service %s has address %s on network %s, for which the file gives no subnet"
                                    .formatted(service.name(), four, network.key()))
                    .suggest("add ipam.config with the subnet to that network"));
        } else if (!holds(subnet().get().toString(), four)) {
            found.add(error(
                    service,
                    "address.outside",
                    "service %s has address %s, which is not in subnet %s of network %s"
                            .formatted(service.name(), four, subnet().get(), network.key())));
        } else if (gateways().contains(four)) {
            found.add(error(
                    service,
                    "address.taken",
                    "address %s of service %s is that of the gateway of network %s"
                            .formatted(four, service.name(), network.key())));
        }
    }

    private void checkSix(ServiceSpec service, String address, List<Diagnostic> found) {
        List<String> blocks = network.options().ipam().pools().stream()
                .map(Pool::subnet)
                .filter(s -> !isIpv4(s))
                .toList();
        if (address.isEmpty() || blocks.stream().anyMatch(b -> holds(b, address))) {
            return;
        }
        found.add(
                blocks.isEmpty()
                        ? error(
                                        service,
                                        "address.no-subnet",
                                        "service %s has address %s on network %s, for which the file gives no IPv6 subnet"
                                                .formatted(service.name(), address, network.key()))
                                .suggest("add enable_ipv6 and ipam.config with the subnet to that network")
                        : error(
                                service,
                                "address.outside",
                                "service %s has address %s, which is not in subnet %s of network %s"
                                        .formatted(service.name(), address, blocks.getFirst(), network.key())));
    }

    /** The address that names the block is nobody's. */
    private static boolean holds(String block, String address) {
        return AddressBlock.parse(block)
                .filter(b -> b.contains(address) && !b.isNamedBy(address))
                .isPresent();
    }

    private List<String> gateways() {
        return network.options().ipam().pools().stream()
                .filter(p -> isIpv4(p.subnet()))
                .map(p -> p.gateway().isEmpty()
                        ? Cidr.parse(p.range().isEmpty() ? p.subnet() : p.range())
                                .gateway()
                        : p.gateway())
                .toList();
    }

    private Diagnostic error(ServiceSpec service, String code, String message) {
        return Diagnostic.error(code, message).about("stack %s, service %s".formatted(stack.name(), service.name()));
    }

    /** An engine changes no network that is there. */
    List<Diagnostic> differences(ObservedNetwork there, String aspects) {
        String before = there.labels().getOrDefault(Labels.ASPECTS, "");
        List<Diagnostic> found = new ArrayList<>();
        what(there)
                .or(() -> Optional.of(NetworkAspects.changed(before, aspects))
                        .filter(k -> !k.isEmpty())
                        .map(k -> "another " + Aspects.joined(k)))
                .map(w -> Diagnostic.error(
                                "network.changed",
                                "network %s is to have %s, and an engine changes no network that exists (%s, %s)"
                                        .formatted(network.key(), w, there.driver(), there.subnets()))
                        .about("stack " + stack.name())
                        .suggest("portolan stack rm %s keeps the volumes; then deploy again".formatted(stack.name())))
                .ifPresent(found::add);
        List<String> kept = NetworkAspects.kept(before, aspects);
        if (!kept.isEmpty()) {
            found.add(Diagnostic.warning(
                            "network.kept",
                            "network %s keeps the %s that it was made with"
                                    .formatted(network.key(), Aspects.joined(kept)))
                    .about("stack " + stack.name()));
        }
        return found;
    }

    private Optional<String> what(ObservedNetwork there) {
        String driver = network.options().driver().isEmpty()
                ? "bridge"
                : network.options().driver();
        if (!there.driver().equals(driver)) {
            return Optional.of("driver " + driver);
        }
        Optional<Cidr> subnet = subnet().filter(s -> !there.subnets().contains(s));
        return subnet.isPresent()
                ? subnet.map(s -> "subnet " + s)
                : there.internal() == network.isInternal()
                        ? Optional.empty()
                        : Optional.of("internal: " + network.isInternal());
    }
}

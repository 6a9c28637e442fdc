package io.portolan.testkit;

import io.portolan.model.Owner;
import io.portolan.model.Secret;
import io.portolan.model.route.Domain;
import io.portolan.model.route.ProxyLimit;
import io.portolan.model.runtime.AddressBlock;
import io.portolan.model.runtime.AddressPools;
import io.portolan.model.runtime.Cidr;
import io.portolan.model.stack.ContainerPort;
import io.portolan.model.stack.DeclaredNetwork;
import io.portolan.model.stack.DeclaredVolume;
import io.portolan.model.stack.Protocol;
import io.portolan.model.stack.RoutePort;
import io.portolan.model.stack.StackSpec;
import io.portolan.planner.Desired;
import io.portolan.planner.Desired.Destination;
import io.portolan.planner.Desired.Placement;
import io.portolan.planner.Desired.ProxyProcess;
import io.portolan.planner.Desired.ProxySettings;
import io.portolan.planner.Desired.RoutedDomain;
import io.portolan.planner.Desired.Stack;
import io.portolan.planner.Desired.StackState;
import io.portolan.planner.Desired.StackState.Removal;
import io.portolan.planner.Facts;
import io.portolan.planner.Facts.ReservedPort;
import io.portolan.planner.JoinedServices;
import io.portolan.planner.Link;
import io.portolan.planner.PortPolicy;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** A desired state in a few words. */
final class DesiredSketch {
    static final String INSTANCE = "1f2e3d4c-0000-4000-8000-000000000000";
    static final Owner OWNER = new Owner(INSTANCE, "team", "default", "production", "local");

    final Map<String, StackSketch> stacks = new LinkedHashMap<>();
    final List<String> destinations = new ArrayList<>(List.of("default"));
    /** Networks that destinations adopted, by destination. */
    final Map<String, String> adopted = new LinkedHashMap<>();

    final Set<String> removingDestinations = new HashSet<>();
    Map<String, String> destinationLabels = Map.of();
    final List<Link> links = new ArrayList<>();
    final List<ReservedPort> reservedPorts = new ArrayList<>();
    final TreeMap<String, Cidr> reservedSubnets = new TreeMap<>();
    AddressPools pools = AddressPools.of(Cidr.parse("10.210.0.0/16"));
    PortPolicy portPolicy = PortPolicy.PUBLIC;
    String proxyImage = "caddy:2";
    Set<ProxyLimit> proxyLimits = Set.of();

    StackSketch stack(String name) {
        return stacks.computeIfAbsent(name, StackSketch::new);
    }

    Desired desired() {
        return new Desired(
                OWNER,
                new ProxySettings(
                        "caddy",
                        proxyImage,
                        80,
                        443,
                        new ProxyProcess(
                                "/var/lib/portolan/proxy",
                                "/control",
                                List.of("run"),
                                Optional.empty(),
                                Optional.empty()),
                        List.of(AddressBlock.parse("198.51.100.0/24").orElseThrow()),
                        proxyLimits,
                        true),
                destinations.stream()
                        .map(d -> new Destination(
                                "d-" + d,
                                d,
                                OWNER,
                                Optional.ofNullable(adopted.get(d)),
                                destinationLabels,
                                removingDestinations.contains(d)))
                        .toList(),
                stacks.values().stream().map(s -> s.stack(links)).toList());
    }

    /** {@code shop:web store:db 5432 DATABASE}. */
    void link(String text) {
        String[] words = text.split(" ", -1);
        links.add(new Link(
                "link" + (links.size() + 1),
                end(words[0]),
                end(words[1]),
                new ContainerPort(Integer.parseInt(words[2]), Protocol.TCP),
                words[3]));
    }

    private static Link.End end(String text) {
        String[] parts = text.split(":", -1);
        return new Link.End("s-" + parts[0], parts[1]);
    }

    Facts facts() {
        return new Facts(pools, reservedSubnets, reservedPorts, new Secret("key"), portPolicy);
    }

    static final class StackSketch {
        final String name;
        final Map<String, ServiceSketch> services = new LinkedHashMap<>();
        /** The service, and options behind it. */
        final Map<String, String> domains = new LinkedHashMap<>();

        final List<DeclaredNetwork> networks = new ArrayList<>();
        final List<DeclaredVolume> volumes = new ArrayList<>();
        final List<RoutePort> routePorts = new ArrayList<>();
        String destination = "default";
        JoinedServices joined = JoinedServices.none();
        Set<String> completed = Set.of();
        Set<String> stopping = Set.of();
        Set<String> starting = Set.of();
        boolean stopped;
        Removal removing = Removal.NO;

        StackSketch(String name) {
            this.name = name;
        }

        ServiceSketch service(String service) {
            return services.computeIfAbsent(service, ServiceSketch::new);
        }

        String id() {
            return "s-" + name;
        }

        String slug() {
            return name + "-x1";
        }

        Stack stack() {
            return stack(List.of());
        }

        /** @param all links of the server */
        Stack stack(List<Link> all) {
            List<RoutedDomain> routed = new ArrayList<>();
            domains.forEach((url, text) -> {
                List<String> words = List.of(text.split(" ", -1));
                routed.add(new RoutedDomain(
                        domain(url),
                        words.getFirst(),
                        Optional.empty(),
                        OptionsSketch.options(words.subList(1, words.size()))));
            });
            return new Stack(
                    id(),
                    name,
                    slug(),
                    OWNER,
                    new Placement("d-" + destination, joined),
                    new StackSpec(
                            services.values().stream().map(ServiceSketch::spec).toList(),
                            networks,
                            volumes,
                            routePorts),
                    routed,
                    all.stream().filter(l -> l.consumer().stack().equals(id())).toList(),
                    new StackState(stopped, completed, stopping, starting, 1, removing));
        }
    }

    static Domain domain(String url) {
        return switch (Domain.parse(url)) {
            case Domain.Parsed.Ok(Domain domain) -> domain;
            case Domain.Parsed.Wrong(var diagnostic) -> throw new IllegalArgumentException(diagnostic.message());
        };
    }
}

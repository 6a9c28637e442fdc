package io.portolan.model.stack;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A stack as its author described it: services with their own names, networks and volumes by the file's keys.
 *
 * @param services in the order of the file, profiles and interpolation already applied
 * @param networks the declared networks, by key
 * @param volumes the declared (or, in the template dialect, merely used) named volumes, by key
 * @param routePorts where a service's public port was declared outside {@code expose} and {@code ports}
 * @param hostMentions where files that services read call the host by its name; what stands in the services themselves
 *     is not repeated
 */
public record StackSpec(
        List<ServiceSpec> services,
        List<DeclaredNetwork> networks,
        List<DeclaredVolume> volumes,
        List<RoutePort> routePorts,
        List<HostMention> hostMentions) {
    public StackSpec {
        services = List.copyOf(services);
        networks = List.copyOf(networks);
        volumes = List.copyOf(volumes);
        routePorts = List.copyOf(routePorts);
        // Documents of before there was such a list have none.
        hostMentions = List.copyOf(Objects.requireNonNullElse(hostMentions, List.of()));
    }

    public StackSpec(
            List<ServiceSpec> services,
            List<DeclaredNetwork> networks,
            List<DeclaredVolume> volumes,
            List<RoutePort> routePorts) {
        this(services, networks, volumes, routePorts, List.of());
    }

    /** The same with other services. */
    public StackSpec with(List<ServiceSpec> newServices) {
        return new StackSpec(newServices, networks, volumes, routePorts, hostMentions);
    }

    public Optional<ServiceSpec> service(String name) {
        return services.stream().filter(s -> s.name().equals(name)).findFirst();
    }

    public List<String> serviceNames() {
        return services.stream().map(ServiceSpec::name).toList();
    }
}

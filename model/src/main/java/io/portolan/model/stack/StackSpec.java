package io.portolan.model.stack;

import java.util.List;
import java.util.Optional;

/**
 * A stack as its author described it: services with their own names, networks and volumes by the file's keys.
 *
 * @param services in the order of the file, profiles and interpolation already applied
 * @param networks the declared networks, by key
 * @param volumes the declared (or, in the template dialect, merely used) named volumes, by key
 * @param routePorts where a service's public port was declared outside {@code expose} and {@code ports}
 */
public record StackSpec(
        List<ServiceSpec> services,
        List<DeclaredNetwork> networks,
        List<DeclaredVolume> volumes,
        List<RoutePort> routePorts) {
    public StackSpec {
        services = List.copyOf(services);
        networks = List.copyOf(networks);
        volumes = List.copyOf(volumes);
        routePorts = List.copyOf(routePorts);
    }

    public Optional<ServiceSpec> service(String name) {
        return services.stream().filter(s -> s.name().equals(name)).findFirst();
    }

    public List<String> serviceNames() {
        return services.stream().map(ServiceSpec::name).toList();
    }
}

package io.portolan.model.stack;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * How a service is reached.
 *
 * @param containerName the file's {@code container_name}: an alias on the private network, never an engine name
 * @param expose container ports the author declares
 * @param ports host ports the author asks for
 * @param networks the file's networks of this service with their aliases; empty for the default network
 * @param extraHosts lines for the hosts file: {@code name:address} or {@code name:host-gateway}
 */
public record NetworkingSpec(
        Optional<String> hostname,
        Optional<String> containerName,
        List<ContainerPort> expose,
        List<PortMapping> ports,
        List<ServiceNetwork> networks,
        List<String> extraHosts,
        NetworkMode mode,
        NameResolution resolution) {
    public NetworkingSpec {
        // Documents of before there were such things have none.
        mode = Objects.requireNonNullElseGet(mode, NetworkMode::ofStack);
        resolution = Objects.requireNonNullElseGet(resolution, NameResolution::ofEngine);
        expose = List.copyOf(expose);
        ports = List.copyOf(ports);
        networks = List.copyOf(networks);
        extraHosts = List.copyOf(extraHosts);
    }

    public NetworkingSpec(
            Optional<String> hostname,
            Optional<String> containerName,
            List<ContainerPort> expose,
            List<PortMapping> ports,
            List<ServiceNetwork> networks,
            List<String> extraHosts) {
        this(
                hostname,
                containerName,
                expose,
                ports,
                networks,
                extraHosts,
                NetworkMode.ofStack(),
                NameResolution.ofEngine());
    }

    public NetworkingSpec with(NetworkMode newMode) {
        return new NetworkingSpec(hostname, containerName, expose, ports, networks, extraHosts, newMode, resolution);
    }

    public NetworkingSpec with(List<PortMapping> newPorts) {
        return new NetworkingSpec(hostname, containerName, expose, newPorts, networks, extraHosts, mode, resolution);
    }

    public static NetworkingSpec none() {
        return new NetworkingSpec(Optional.empty(), Optional.empty(), List.of(), List.of(), List.of(), List.of());
    }

    /** Membership of one of the file's networks. */
    public record ServiceNetwork(String key, List<String> aliases, Endpoint endpoint) {
        public ServiceNetwork {
            Objects.requireNonNull(key, "key");
            aliases = List.copyOf(aliases);
            // Documents of before there were such settings have none.
            endpoint = Objects.requireNonNullElseGet(endpoint, Endpoint::any);
        }

        public ServiceNetwork(String key, List<String> aliases) {
            this(key, aliases, Endpoint.any());
        }
    }
}

package io.portolan.model.runtime;

import io.portolan.model.route.ProxyConfig;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What is on one server: everything its engine has, whoever made it, and what its host has besides.
 *
 * @param images those the desired state refers to and that are present
 * @param engine unknown in a world where nobody asked
 * @param served what the HTTP proxy serves right now; empty where it does not answer or serves something else
 */
public record Observed(
        List<ObservedNetwork> networks,
        List<ObservedVolume> volumes,
        List<ObservedContainer> containers,
        List<ObservedImage> images,
        HostFacts host,
        EngineVersion engine,
        Optional<ProxyConfig> served) {
    public Observed {
        networks = List.copyOf(networks);
        volumes = List.copyOf(volumes);
        containers = List.copyOf(containers);
        images = List.copyOf(images);
        Objects.requireNonNull(engine, "engine");
    }

    public Observed(
            List<ObservedNetwork> networks,
            List<ObservedVolume> volumes,
            List<ObservedContainer> containers,
            List<ObservedImage> images,
            HostFacts host,
            Optional<ProxyConfig> served) {
        this(networks, volumes, containers, images, host, EngineVersion.unknown(), served);
    }

    public static Observed nothing() {
        return new Observed(List.of(), List.of(), List.of(), List.of(), HostFacts.unknown(), Optional.empty());
    }

    public Optional<ObservedNetwork> network(String name) {
        return networks.stream().filter(n -> n.name().equals(name)).findFirst();
    }

    public Optional<ObservedVolume> volume(String name) {
        return volumes.stream().filter(v -> v.name().equals(name)).findFirst();
    }

    public Optional<ObservedContainer> container(String name) {
        return containers.stream().filter(c -> c.name().equals(name)).findFirst();
    }

    public Optional<ObservedImage> image(String reference) {
        return images.stream().filter(i -> i.reference().equals(reference)).findFirst();
    }
}

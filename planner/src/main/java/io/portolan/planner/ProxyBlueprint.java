package io.portolan.planner;

import io.portolan.model.Labels;
import io.portolan.model.Secret;
import io.portolan.model.runtime.Attachment;
import io.portolan.model.runtime.ContainerNetworking;
import io.portolan.model.runtime.ContainerSpec;
import io.portolan.model.runtime.PublishedPort;
import io.portolan.model.runtime.VolumeSpec;
import io.portolan.model.stack.ContainerPort;
import io.portolan.model.stack.ImageRef;
import io.portolan.model.stack.ImageRef.PullPolicy;
import io.portolan.model.stack.LifecycleSpec;
import io.portolan.model.stack.LifecycleSpec.RestartPolicy;
import io.portolan.model.stack.Mount;
import io.portolan.model.stack.NameResolution;
import io.portolan.model.stack.ProcessSpec;
import io.portolan.model.stack.Protocol;
import io.portolan.model.stack.RuntimeOptions;
import io.portolan.planner.Aspects.Identity;
import io.portolan.planner.Desired.Destination;
import io.portolan.planner.Desired.ProxySettings;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The HTTP proxy in the engine's terms. Its networks are part of what it is created with, so that a recreated proxy is
 * on all of them; they are not part of its fingerprint, so that another destination never recreates it.
 */
record ProxyBlueprint(ContainerSpec container, VolumeSpec volume) {
    private static final String ALL_ADDRESSES = "0.0.0.0";
    private static final String DATA = "/data";

    static ProxyBlueprint of(World world) {
        ProxySettings settings = world.desired().proxy();
        String data = Naming.proxyVolume(world.instance());
        Identity identity = identity(settings, data, world.observed().host().migratesConnections());
        String fingerprint = Fingerprint.of(world.facts().fingerprintKey(), identity);
        Map<String, String> labels =
                new LinkedHashMap<>(OwnerLabels.ofProxy(world.desired().owner()));
        labels.put(Labels.FINGERPRINT, fingerprint);
        labels.put(
                Labels.ASPECTS,
                Aspects.of(world.facts().fingerprintKey(), identity).label());
        ContainerSpec container = new ContainerSpec(
                Naming.proxyContainer(world.instance(), fingerprint),
                new ImageRef(settings.image(), PullPolicy.MISSING),
                identity.process(),
                identity.mounts(),
                new ContainerNetworking(
                        Optional.empty(), attachments(world), identity.ports().published(), List.of(), List.of()),
                identity.options().lifecycle(),
                identity.options().runtime(),
                labels);
        return new ProxyBlueprint(
                container,
                new VolumeSpec(
                        data,
                        "local",
                        Map.of(),
                        OwnerLabels.ofProxy(world.desired().owner())));
    }

    static List<PublishedPort> published(ProxySettings settings) {
        return List.of(
                port(settings.httpPort(), ProxySettings.HTTP_TARGET),
                port(settings.httpsPort(), ProxySettings.HTTPS_TARGET));
    }

    private static PublishedPort port(int host, int container) {
        return new PublishedPort(ALL_ADDRESSES, OptionalInt.of(host), new ContainerPort(container, Protocol.TCP));
    }

    private static List<Attachment> attachments(World world) {
        List<Attachment> attachments = new ArrayList<>();
        attachments.add(new Attachment(Naming.ingressNetwork(world.instance()), List.of(), Naming.INGRESS_PRIORITY));
        world.destinations().stream()
                .filter(d -> isThere(d, world))
                .map(world::networkOf)
                .distinct()
                .map(n -> new Attachment(n, List.of(), Naming.DESTINATION_PRIORITY))
                .forEach(attachments::add);
        return attachments;
    }

    /** A network of others that is gone, or that stands where ours should, keeps nothing else from being served; it is told. */
    private static boolean isThere(Destination destination, World world) {
        return destination
                .adoptedNetwork()
                .map(n -> world.observed()
                        .network(n)
                        .filter(there ->
                                Adoption.refusal(there, world.instance()).isEmpty())
                        .isPresent())
                .orElseGet(() -> !world.isUsurped(world.networkOf(destination)));
    }

    private static Identity identity(ProxySettings settings, String data, boolean migratesConnections) {
        ProcessSpec image = ProcessSpec.ofImage();
        ProcessSpec process = new ProcessSpec(
                settings.process().command().isEmpty()
                        ? Optional.empty()
                        : Optional.of(settings.process().command().stream()
                                .map(Secret::new)
                                .toList()),
                image.entrypoint(),
                image.environment(),
                settings.process().user(),
                settings.process().workingDirectory(),
                image.init(),
                image.tty(),
                image.stdinOpen());
        LifecycleSpec lifecycle = new LifecycleSpec(
                Optional.of(new RestartPolicy(RestartPolicy.Mode.ALWAYS, 0)),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                0,
                false);
        return new Identity(
                "proxy",
                settings.image(),
                process,
                List.of(
                        new Mount.Bind(
                                settings.process().controlDirectory(),
                                settings.process().controlTarget(),
                                false,
                                false,
                                ""),
                        new Mount.Volume(data, DATA, false, false)),
                new Aspects.Hosts(Optional.empty(), List.of(), "", NameResolution.ofEngine(), Map.of(), ""),
                new Aspects.Ports(published(settings), List.of()),
                new Aspects.Options(options(migratesConnections), lifecycle),
                Map.of());
    }

    /**
     * Caddy takes a new configuration by opening a second listener on the port and closing the first (SO_REUSEPORT).
     * Visitors who wait in the first one's queue at that moment are reset, unless the kernel may hand them over.
     */
    private static RuntimeOptions options(boolean migratesConnections) {
        RuntimeOptions defaults = RuntimeOptions.defaults();
        return migratesConnections ? defaults.withSysctls(Map.of("net.ipv4.tcp_migrate_req", "1")) : defaults;
    }
}

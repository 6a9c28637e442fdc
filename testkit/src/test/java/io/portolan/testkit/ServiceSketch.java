package io.portolan.testkit;

import io.portolan.model.Secret;
import io.portolan.model.stack.ContainerPort;
import io.portolan.model.stack.Healthcheck;
import io.portolan.model.stack.Hooks;
import io.portolan.model.stack.Hooks.Hook;
import io.portolan.model.stack.HostOptions;
import io.portolan.model.stack.ImageRef;
import io.portolan.model.stack.ImageRef.PullPolicy;
import io.portolan.model.stack.LifecycleSpec;
import io.portolan.model.stack.LifecycleSpec.Condition;
import io.portolan.model.stack.LifecycleSpec.Dependency;
import io.portolan.model.stack.Mount;
import io.portolan.model.stack.NameResolution;
import io.portolan.model.stack.NameResolution.Link;
import io.portolan.model.stack.NetworkMode;
import io.portolan.model.stack.NetworkingSpec;
import io.portolan.model.stack.NetworkingSpec.ServiceNetwork;
import io.portolan.model.stack.PortMapping;
import io.portolan.model.stack.ProcessSpec;
import io.portolan.model.stack.Protocol;
import io.portolan.model.stack.RuntimeOptions;
import io.portolan.model.stack.ServiceSpec;
import io.portolan.model.stack.Sharing;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** A service in a few words; what is not said has its default. */
final class ServiceSketch {
    final String name;
    String image = "busybox";
    PullPolicy pull = PullPolicy.MISSING;
    boolean oneShot;
    boolean checked;
    Optional<Duration> checkInterval = Optional.empty();
    Optional<Duration> checkStartInterval = Optional.empty();
    int replicas = 1;
    Optional<String> containerName = Optional.empty();
    final Map<String, String> environment = new LinkedHashMap<>();
    final List<String> volumes = new ArrayList<>();
    final List<String> ports = new ArrayList<>();
    final List<Integer> expose = new ArrayList<>();
    final Map<String, Condition> dependsOn = new LinkedHashMap<>();
    final List<ServiceNetwork> networks = new ArrayList<>();
    final List<String> extraHosts = new ArrayList<>();
    final List<Link> links = new ArrayList<>();
    final List<Link> externalLinks = new ArrayList<>();
    NetworkMode mode = NetworkMode.ofStack();
    Sharing sharing = Sharing.none();
    String platform = "";
    boolean unbuilt;
    final List<String> postStart = new ArrayList<>();
    final List<String> preStop = new ArrayList<>();
    List<String> command = List.of();

    ServiceSketch(String name) {
        this.name = name;
    }

    ServiceSpec spec() {
        ProcessSpec defaults = ProcessSpec.ofImage();
        Map<String, Secret> secrets = new LinkedHashMap<>();
        environment.forEach((k, v) -> secrets.put(k, new Secret(v)));
        return new ServiceSpec(
                name,
                new ImageRef(unbuilt ? "" : image, pull, platform, Optional.empty()),
                new ProcessSpec(
                        command.isEmpty()
                                ? defaults.command()
                                : Optional.of(command.stream().map(Secret::new).toList()),
                        defaults.entrypoint(),
                        secrets,
                        defaults.user(),
                        defaults.workingDir(),
                        defaults.init(),
                        false,
                        false),
                volumes.stream().map(ServiceSketch::mount).toList(),
                new NetworkingSpec(
                        Optional.empty(),
                        containerName,
                        expose.stream()
                                .map(p -> new ContainerPort(p, Protocol.TCP))
                                .toList(),
                        ports.stream().map(ServiceSketch::port).toList(),
                        networks,
                        extraHosts,
                        mode,
                        new NameResolution("", List.of(), List.of(), List.of(), links, externalLinks)),
                new LifecycleSpec(
                        Optional.empty(),
                        dependsOn.entrySet().stream()
                                .map(e -> new Dependency(e.getKey(), e.getValue(), true, false))
                                .toList(),
                        checked ? Optional.of(check()) : Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        replicas,
                        oneShot,
                        new Hooks(
                                postStart.stream().map(ServiceSketch::hook).toList(),
                                preStop.stream().map(ServiceSketch::hook).toList())),
                RuntimeOptions.defaults().with(HostOptions.none().with(sharing)),
                Map.of());
    }

    private static Hook hook(String program) {
        return new Hook(List.of(new Secret(program)), "", false, "", Map.of());
    }

    private Healthcheck check() {
        return new Healthcheck(
                List.of(new Secret("CMD"), new Secret("true")),
                checkInterval,
                Optional.empty(),
                OptionalInt.empty(),
                checkStartInterval.map(_ -> Duration.ofMinutes(1)),
                checkStartInterval);
    }

    /**
     * {@code secrets/key=content:/target} is a grant, {@code image=x:/target} an image; {@code key:/target}, {@code
     * ./path:/target} or {@code /target}, each with {@code :ro} behind it or not.
     */
    private static Mount mount(String text) {
        boolean readOnly = text.endsWith(":ro");
        String[] parts = (readOnly ? text.substring(0, text.length() - 3) : text).split(":", -1);
        if (parts.length == 1) {
            return new Mount.Anonymous(parts[0], readOnly);
        }
        if (parts[0].startsWith("image=")) {
            return new Mount.Image(parts[0].substring(6), parts[1], readOnly, "");
        }
        if (parts[0].contains("=")) {
            String[] grant = parts[0].split("=", 2);
            return new Mount.Grant("", grant[0], parts[1], "digest of " + grant[1]);
        }
        return parts[0].startsWith("./")
                ? new Mount.BundlePath("", parts[0].substring(2), parts[1], readOnly, "digest of " + parts[0])
                : new Mount.Volume(parts[0], parts[1], readOnly, false);
    }

    /** {@code 80}, {@code 8080:80}, {@code 8080-8089:80}, {@code 127.0.0.1:8080:80}, each with {@code /udp} behind it or not. */
    private static PortMapping port(String text) {
        Protocol protocol = text.endsWith("/udp") ? Protocol.UDP : Protocol.TCP;
        String[] parts = text.replace("/udp", "").split(":", -1);
        int last = parts.length - 1;
        String[] host = (last == 0 ? "" : parts[last - 1]).split("-", 2);
        return new PortMapping(
                last == 2 ? Optional.of(parts[0]) : Optional.empty(),
                last == 0 ? OptionalInt.empty() : OptionalInt.of(Integer.parseInt(host[0])),
                host.length < 2 ? OptionalInt.empty() : OptionalInt.of(Integer.parseInt(host[1])),
                new ContainerPort(Integer.parseInt(parts[last]), protocol),
                null);
    }
}

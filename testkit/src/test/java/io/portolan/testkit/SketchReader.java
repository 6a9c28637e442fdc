package io.portolan.testkit;

import io.portolan.model.route.ProxyLimit;
import io.portolan.model.runtime.AddressPools;
import io.portolan.model.runtime.Cidr;
import io.portolan.model.stack.DeclaredNetwork;
import io.portolan.model.stack.DeclaredVolume;
import io.portolan.model.stack.Endpoint;
import io.portolan.model.stack.ImageRef.PullPolicy;
import io.portolan.model.stack.LifecycleSpec.Condition;
import io.portolan.model.stack.NameResolution.Link;
import io.portolan.model.stack.NetworkMode;
import io.portolan.model.stack.NetworkOptions;
import io.portolan.model.stack.NetworkOptions.Ipam;
import io.portolan.model.stack.NetworkOptions.Pool;
import io.portolan.model.stack.NetworkingSpec.ServiceNetwork;
import io.portolan.model.stack.Protocol;
import io.portolan.model.stack.RoutePort;
import io.portolan.model.stack.Sharing;
import io.portolan.planner.Desired.StackState.Removal;
import io.portolan.planner.Facts.ReservedPort;
import io.portolan.planner.JoinedServices;
import io.portolan.planner.PortPolicy;
import io.portolan.planner.Reservations.HostPort;
import io.portolan.testkit.DesiredSketch.StackSketch;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** Reads sketches from YAML. A key that is not known fails: a scenario must mean what it says. */
final class SketchReader {
    private SketchReader() {}

    static Map<String, Object> yaml(Path file) throws java.io.IOException {
        Object loaded = new Load(LoadSettings.builder().build()).loadFromString(Files.readString(file));
        return loaded == null ? Map.of() : mapping(loaded);
    }

    static DesiredSketch desired(Map<String, Object> yaml) {
        DesiredSketch sketch = new DesiredSketch();
        yaml.forEach((key, value) -> {
            switch (key) {
                case "destinations" -> {
                    sketch.destinations.clear();
                    sketch.destinations.addAll(texts(value));
                }
                case "adopted" -> mapping(value).forEach((d, n) -> sketch.adopted.put(d, n.toString()));
                case "removingDestinations" -> sketch.removingDestinations.addAll(texts(value));
                case "destinationLabels" ->
                    sketch.destinationLabels = mapping(value).entrySet().stream()
                            .collect(Collectors.toMap(
                                    Map.Entry::getKey, e -> e.getValue().toString()));
                case "links" -> texts(value).forEach(sketch::link);
                case "pools" ->
                    sketch.pools = new AddressPools(
                            texts(value).stream().map(Cidr::parse).toList());
                case "portPolicy" -> sketch.portPolicy = PortPolicy.parse(value.toString());
                case "proxyImage" -> sketch.proxyImage = value.toString();
                case "proxyLimits" ->
                    sketch.proxyLimits =
                            texts(value).stream().map(ProxyLimit::valueOf).collect(Collectors.toSet());
                case "reservedSubnets" ->
                    mapping(value).forEach((n, c) -> sketch.reservedSubnets.put(n, Cidr.parse(c.toString())));
                case "reservedPorts" ->
                    mapping(value)
                            .forEach((p, holder) -> sketch.reservedPorts.add(new ReservedPort(
                                    new HostPort(Protocol.TCP, "0.0.0.0", Integer.parseInt(p)),
                                    "other",
                                    holder.toString())));
                case "stacks" -> mapping(value).forEach((n, s) -> stack(sketch.stack(n), mapping(s)));
                default -> throw new IllegalArgumentException("unknown key " + key);
            }
        });
        return sketch;
    }

    private static void stack(StackSketch sketch, Map<String, Object> yaml) {
        yaml.forEach((key, value) -> {
            switch (key) {
                case "destination" -> sketch.destination = value.toString();
                case "joined" -> sketch.joined = JoinedServices.of(texts(value));
                case "stopped" -> sketch.stopped = (Boolean) value;
                case "removing" -> sketch.removing = Removal.valueOf(value.toString());
                case "completed" -> sketch.completed = Set.copyOf(texts(value));
                case "stopping" -> sketch.stopping = Set.copyOf(texts(value));
                case "starting" -> sketch.starting = Set.copyOf(texts(value));
                case "domains" -> mapping(value).forEach((url, s) -> sketch.domains.put(url, s.toString()));
                case "routePorts" ->
                    mapping(value)
                            .forEach(
                                    (s, p) -> sketch.routePorts.add(new RoutePort(s, (Integer) p, "SERVICE_URL_" + s)));
                case "externalNetworks" ->
                    texts(value).forEach(n -> sketch.networks.add(new DeclaredNetwork(n, n, true, false, Map.of())));
                case "externalVolumes" ->
                    texts(value)
                            .forEach(n -> sketch.volumes.add(new DeclaredVolume(n, n, true, "", Map.of(), Map.of())));
                case "networks" -> mapping(value).forEach((n, o) -> sketch.networks.add(network(n, mapping(o))));
                case "services" -> mapping(value).forEach((n, s) -> service(sketch.service(n), mapping(s)));
                default -> throw new IllegalArgumentException("unknown key " + key);
            }
        });
    }

    private static DeclaredNetwork network(String key, Map<String, Object> yaml) {
        String driver = "";
        List<Pool> pools = List.of();
        boolean internal = false;
        String external = "";
        Optional<Boolean> six = Optional.empty();
        Map<String, String> labels = Map.of();
        for (Map.Entry<String, Object> entry : yaml.entrySet()) {
            switch (entry.getKey()) {
                case "driver" -> driver = entry.getValue().toString();
                case "subnet" -> pools = List.of(new Pool(entry.getValue().toString(), "", "", Map.of()));
                case "external" -> external = entry.getValue().toString();
                case "internal" -> internal = (Boolean) entry.getValue();
                case "labels" -> labels = Map.of("note", entry.getValue().toString());
                case "ipv6" -> six = Optional.of((Boolean) entry.getValue());
                default -> throw new IllegalArgumentException("unknown key " + entry.getKey());
            }
        }
        Ipam ipam = new Ipam("", Map.of(), pools);
        NetworkOptions options = new NetworkOptions(driver, Map.of(), ipam, false, Optional.empty(), six);
        return new DeclaredNetwork(
                key, external.isEmpty() ? key : external, !external.isEmpty(), internal, labels, options);
    }

    private static NetworkMode mode(String text) {
        String[] parts = text.split(":", 2);
        return new NetworkMode(
                NetworkMode.Kind.valueOf(parts[0].toUpperCase(Locale.ROOT)), parts.length == 1 ? "" : parts[1]);
    }

    private static List<Link> links(Object value) {
        return texts(value).stream()
                .map(t -> t.split(":", -1))
                .map(p -> new Link(p[0], p[p.length - 1]))
                .toList();
    }

    private static void service(ServiceSketch sketch, Map<String, Object> yaml) {
        yaml.forEach((key, value) -> {
            switch (key) {
                case "image" -> sketch.image = value.toString();
                case "pull" -> sketch.pull = PullPolicy.valueOf(value.toString());
                case "oneShot" -> sketch.oneShot = (Boolean) value;
                case "healthcheck" -> sketch.checked = (Boolean) value;
                case "checkedEvery" -> {
                    sketch.checked = true;
                    sketch.checkInterval = Optional.of(Duration.ofSeconds((Integer) value));
                }
                case "checkedFirstEvery" -> {
                    sketch.checked = true;
                    sketch.checkStartInterval = Optional.of(Duration.ofSeconds((Integer) value));
                }
                case "replicas" -> sketch.replicas = (Integer) value;
                case "containerName" -> sketch.containerName = Optional.of(value.toString());
                case "environment" -> mapping(value).forEach((k, v) -> sketch.environment.put(k, v.toString()));
                case "volumes" -> sketch.volumes.addAll(texts(value));
                case "ports" -> sketch.ports.addAll(texts(value));
                case "expose" -> texts(value).forEach(p -> sketch.expose.add(Integer.parseInt(p)));
                case "networks" ->
                    mapping(value).forEach((n, aliases) -> sketch.networks.add(new ServiceNetwork(n, texts(aliases))));
                case "extraHosts" -> sketch.extraHosts.addAll(texts(value));
                case "networkMode" -> sketch.mode = mode(value.toString());
                case "addresses" ->
                    mapping(value)
                            .forEach((n, a) -> sketch.networks.add(new ServiceNetwork(
                                    n, List.of(), new Endpoint(a.toString(), "", List.of(), "", Map.of(), 0, 0, ""))));
                case "links" -> sketch.links.addAll(links(value));
                case "externalLinks" -> sketch.externalLinks.addAll(links(value));
                case "pid" -> sketch.sharing = new Sharing(value.toString(), "", "", "", "", List.of());
                case "ipc" -> sketch.sharing = new Sharing("", value.toString(), "", "", "", List.of());
                case "volumesFrom" -> sketch.sharing = new Sharing("", "", "", "", "", texts(value));
                case "postStart" -> sketch.postStart.addAll(texts(value));
                case "preStop" -> sketch.preStop.addAll(texts(value));
                case "platform" -> sketch.platform = value.toString();
                case "unbuilt" -> sketch.unbuilt = (Boolean) value;
                case "dependsOn" ->
                    mapping(value)
                            .forEach((s, c) -> sketch.dependsOn.put(
                                    s, Condition.valueOf(c.toString().toUpperCase(Locale.ROOT))));
                default -> throw new IllegalArgumentException("unknown key " + key);
            }
        });
    }

    static List<String> texts(Object value) {
        return value instanceof List<?> list
                ? list.stream().map(Object::toString).toList()
                : List.of(value.toString());
    }

    static Map<String, Object> mapping(Object value) {
        if (!(value instanceof Map<?, ?> map)) {
            throw new IllegalArgumentException("not a mapping: " + value);
        }
        return map.entrySet().stream()
                .collect(Collectors.toMap(
                        e -> e.getKey().toString(),
                        (Function<Map.Entry<?, ?>, Object>) Map.Entry::getValue,
                        (a, _) -> a,
                        java.util.LinkedHashMap::new));
    }
}

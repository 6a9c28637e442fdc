package io.portolan.testkit;

import io.portolan.model.runtime.Cidr;
import io.portolan.model.stack.DeclaredNetwork;
import io.portolan.model.stack.ImageRef.PullPolicy;
import io.portolan.model.stack.LifecycleSpec.Condition;
import io.portolan.model.stack.NetworkingSpec.ServiceNetwork;
import io.portolan.model.stack.Protocol;
import io.portolan.model.stack.RoutePort;
import io.portolan.planner.Desired.StackState.Removal;
import io.portolan.planner.Facts.ReservedPort;
import io.portolan.planner.Reservations.HostPort;
import io.portolan.testkit.DesiredSketch.StackSketch;
import java.nio.file.Files;
import java.nio.file.Path;
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
                case "pool" -> sketch.pool = Cidr.parse(value.toString());
                case "proxyImage" -> sketch.proxyImage = value.toString();
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
                case "stopped" -> sketch.stopped = (Boolean) value;
                case "removing" -> sketch.removing = Removal.valueOf(value.toString());
                case "completed" -> sketch.completed = Set.copyOf(texts(value));
                case "stopping" -> sketch.stopping = Set.copyOf(texts(value));
                case "domains" -> mapping(value).forEach((url, s) -> sketch.domains.put(url, s.toString()));
                case "routePorts" ->
                    mapping(value)
                            .forEach(
                                    (s, p) -> sketch.routePorts.add(new RoutePort(s, (Integer) p, "SERVICE_URL_" + s)));
                case "externalNetworks" ->
                    texts(value).forEach(n -> sketch.networks.add(new DeclaredNetwork(n, n, true, false, Map.of())));
                case "services" -> mapping(value).forEach((n, s) -> service(sketch.service(n), mapping(s)));
                default -> throw new IllegalArgumentException("unknown key " + key);
            }
        });
    }

    private static void service(ServiceSketch sketch, Map<String, Object> yaml) {
        yaml.forEach((key, value) -> {
            switch (key) {
                case "image" -> sketch.image = value.toString();
                case "pull" -> sketch.pull = PullPolicy.valueOf(value.toString());
                case "oneShot" -> sketch.oneShot = (Boolean) value;
                case "healthcheck" -> sketch.checked = (Boolean) value;
                case "replicas" -> sketch.replicas = (Integer) value;
                case "containerName" -> sketch.containerName = Optional.of(value.toString());
                case "environment" -> mapping(value).forEach((k, v) -> sketch.environment.put(k, v.toString()));
                case "volumes" -> sketch.volumes.addAll(texts(value));
                case "ports" -> sketch.ports.addAll(texts(value));
                case "expose" -> texts(value).forEach(p -> sketch.expose.add(Integer.parseInt(p)));
                case "networks" ->
                    mapping(value).forEach((n, aliases) -> sketch.networks.add(new ServiceNetwork(n, texts(aliases))));
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

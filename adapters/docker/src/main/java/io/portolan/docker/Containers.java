package io.portolan.docker;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.portolan.engine.port.ContainerRuntime.Connection;
import io.portolan.engine.port.RuntimeFault;
import io.portolan.engine.port.RuntimeFault.Kind;
import io.portolan.model.Labels;
import io.portolan.model.runtime.Attachment;
import io.portolan.model.runtime.ContainerSpec;
import io.portolan.model.runtime.ObservedContainer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Gatherers;

/** The engine's containers: looked at, made, started, ended. */
final class Containers implements EngineLookups {
    private static final Duration CREATION = Duration.ofMinutes(5);
    private static final Duration START = Duration.ofMinutes(2);
    private static final Duration REMOVAL = Duration.ofMinutes(1);
    /** Beyond the grace that a container has to end in. */
    private static final Duration MARGIN = Duration.ofSeconds(30);

    private static final int LOOKS_AT_ONCE = 8;

    private final EngineHttp http;
    private final Networks networks;
    private final String instance;

    Containers(EngineHttp http, Networks networks, String instance) {
        this.http = http;
        this.networks = networks;
        this.instance = instance;
    }

    List<ObservedContainer> all() {
        List<String> ids = new ArrayList<>();
        http.send(Call.to("list containers", "GET", "/containers/json?all=true"))
                .forEach(c -> ids.add(c.path("Id").asText()));
        return ids.stream()
                .gather(Gatherers.mapConcurrent(LOOKS_AT_ONCE, this::find))
                .flatMap(Optional::stream)
                .toList();
    }

    Optional<ObservedContainer> find(String name) {
        return http.find(look(name)).map(Inspection::container);
    }

    Connection connectFrom(String container, String host, int port, Duration patience) throws InterruptedException {
        Optional<JsonNode> there = http.find(look(container));
        return there.isEmpty() ? Connection.NOT_TRIED : ContainerProbe.connect(there.get(), host, port, patience);
    }

    /** The engine's inspect answer. */
    Optional<JsonNode> inspect(String container) {
        return http.find(look(container));
    }

    private static Call look(String name) {
        return Call.to("look at container " + name, "GET", "/containers/{}/json", name);
    }

    void create(ContainerSpec spec) {
        Optional<ObservedContainer> present = find(spec.name());
        present.ifPresent(there -> requireSame(spec, there));
        List<Attachment> attachments = spec.networking().attachments();
        if (present.isPresent()) {
            attachments.forEach(a -> networks.connect(spec.name(), a));
            return;
        }
        String id = createNew(spec);
        try {
            attachments.stream().skip(1).forEach(a -> networks.connect(spec.name(), a));
        } catch (RuntimeException failed) {
            removeHalfMade(id, failed);
            throw failed;
        }
    }

    private void requireSame(ContainerSpec spec, ObservedContainer there) {
        if (!there.label(Labels.INSTANCE).equals(Optional.of(instance))) {
            throw new RuntimeFault(
                    Kind.CONFLICT,
                    "cannot create container " + spec.name()
                            + ": one of that name exists that is not of this Portolan");
        }
        String wanted = spec.labels().getOrDefault(Labels.FINGERPRINT, "");
        if (!there.label(Labels.FINGERPRINT).orElse("").equals(wanted)) {
            throw new RuntimeFault(
                    Kind.CONFLICT,
                    "cannot create container " + spec.name() + ": one of that name exists with another specification");
        }
    }

    private String createNew(ContainerSpec spec) {
        ObjectNode body = new ContainerJson(spec, this, http.version()).body();
        String platform = spec.image().platform();
        String purpose = "create container " + spec.name();
        Call call = (platform.isEmpty()
                        ? Call.to(purpose, "POST", "/containers/create?name={}", spec.name())
                        : Call.to(purpose, "POST", "/containers/create?name={}&platform={}", spec.name(), platform))
                .body(body)
                .within(CREATION);
        try {
            return http.send(call).path("Id").asText();
        } catch (RuntimeFault fault) {
            throw Redaction.of(spec).apply(fault);
        }
    }

    private void removeHalfMade(String id, RuntimeException failed) {
        try {
            remove(id);
        } catch (RuntimeFault leftBehind) {
            failed.addSuppressed(leftBehind);
        }
    }

    @Override
    public String mountpoint(String volume) {
        return http.send(Volumes.look(volume)).path("Mountpoint").asText();
    }

    @Override
    public List<String> entrypoint(String image) {
        JsonNode config = http.send(Call.to("look at image " + image, "GET", "/images/{}/json", image));
        List<String> entrypoint = new ArrayList<>();
        config.path("Config").path("Entrypoint").forEach(e -> entrypoint.add(e.asText()));
        return entrypoint;
    }

    void start(String name) {
        http.send(Call.to("start container " + name, "POST", "/containers/{}/start", name)
                .within(START));
    }

    /** What is not there any more does not run. */
    void stop(String name, Duration grace) {
        http.find(ending("stop", name, grace));
    }

    void restart(String name, Duration grace) {
        http.send(ending("restart", name, grace).within(grace.plus(START)));
    }

    private static Call ending(String verb, String name, Duration grace) {
        return Call.to(
                        verb + " container " + name,
                        "POST",
                        "/containers/{}/" + verb + "?t=" + ContainerJson.wholeSeconds(grace),
                        name)
                .within(grace.plus(MARGIN));
    }

    /** A container that has the new name already has been given it. */
    void rename(String name, String newName) {
        if (http.find(look(newName)).isEmpty()) {
            http.send(Call.to("rename container " + name, "POST", "/containers/{}/rename?name={}", name, newName));
        }
    }

    void remove(String name) {
        String purpose = "remove container " + name;
        try {
            http.find(Call.to(purpose, "DELETE", "/containers/{}?force=true&v=true", name)
                    .within(REMOVAL));
        } catch (RuntimeFault fault) {
            if (fault.kind() != Kind.CONFLICT || !fault.getMessage().contains("already in progress")) {
                throw fault;
            }
            // Somebody else is removing it: it is gone when the engine says so.
            http.find(Call.to(purpose, "POST", "/containers/{}/wait?condition=removed", name)
                    .within(REMOVAL));
        }
    }
}

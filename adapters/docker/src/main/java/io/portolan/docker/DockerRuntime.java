package io.portolan.docker;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.portolan.engine.port.ContainerRuntime;
import io.portolan.engine.port.RuntimeFault;
import io.portolan.engine.port.RuntimeFault.Kind;
import io.portolan.model.Labels;
import io.portolan.model.runtime.Attachment;
import io.portolan.model.runtime.ContainerSpec;
import io.portolan.model.runtime.NetworkSpec;
import io.portolan.model.runtime.ObservedContainer;
import io.portolan.model.runtime.ObservedContainer.ObservedAttachment;
import io.portolan.model.runtime.ObservedImage;
import io.portolan.model.runtime.ObservedNetwork;
import io.portolan.model.runtime.ObservedVolume;
import io.portolan.model.runtime.VolumeSpec;
import io.portolan.model.stack.Bundle;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** {@link ContainerRuntime} of a Docker Engine, 20.10 or later. */
public final class DockerRuntime implements ContainerRuntime {
    private static final Duration QUICK = Duration.ofSeconds(5);
    private static final Duration MARGIN = Duration.ofSeconds(30);
    private static final Duration PULL = Duration.ofMinutes(30);
    private static final Duration REMOVAL = Duration.ofSeconds(60);

    private final EngineHttp http;
    private final Streams streams;
    private final String instance;

    private DockerRuntime(EngineHttp http, String instance) {
        this.http = http;
        this.streams = new Streams(http);
        this.instance = instance;
    }

    /**
     * Prepares the connection; the engine is first asked by the first call.
     *
     * @param endpoint {@code unix:///path/to/docker.sock}
     * @param instance whose labels make a thing ours
     * @throws RuntimeFault if the endpoint is of no known kind
     */
    public static DockerRuntime connect(String endpoint, String instance) {
        if (!endpoint.startsWith("unix://")) {
            throw new RuntimeFault(
                    Kind.REFUSED,
                    "\"" + endpoint + "\" is no endpoint that can be used; give unix:///path/to/docker.sock");
        }
        return new DockerRuntime(new EngineHttp(endpoint), instance);
    }

    @Override
    public EngineInfo info() {
        JsonNode version = http.call("GET", "/version", null, QUICK);
        return new EngineInfo(
                "Docker Engine",
                version.path("Version").asText(),
                http.negotiated().toString(),
                version.path("Os").asText() + "/" + version.path("Arch").asText());
    }

    @Override
    public List<ObservedNetwork> networks() {
        List<ObservedNetwork> networks = new ArrayList<>();
        http.get("/networks").forEach(n -> networks.add(Inspection.network(n)));
        return networks;
    }

    @Override
    public List<ObservedVolume> volumes() {
        List<ObservedVolume> volumes = new ArrayList<>();
        http.get("/volumes").path("Volumes").forEach(v -> volumes.add(Inspection.volume(v)));
        return volumes;
    }

    @Override
    public List<ObservedContainer> containers() {
        List<ObservedContainer> containers = new ArrayList<>();
        for (JsonNode listed : http.get("/containers/json?all=true")) {
            container(listed.path("Id").asText()).ifPresent(containers::add);
        }
        return containers;
    }

    @Override
    public Optional<ObservedContainer> container(String name) {
        return http.find("/containers/" + segment(name) + "/json").map(Inspection::container);
    }

    @Override
    public Optional<ObservedImage> image(String reference) {
        return http.find("/images/" + reference + "/json").map(i -> Inspection.image(reference, i));
    }

    @Override
    public void createNetwork(NetworkSpec network) {
        Optional<JsonNode> present = http.find("/networks/" + segment(network.name()));
        if (present.isPresent() && isOurs(present.get().path("Labels"))) {
            return;
        }
        ObjectNode body = EngineHttp.JSON.createObjectNode();
        body.put("Name", network.name());
        body.put("CheckDuplicate", true);
        body.put("Driver", "bridge");
        body.put("Internal", network.internal());
        body.putObject("IPAM")
                .putArray("Config")
                .addObject()
                .put("Subnet", network.subnet().toString())
                .put("Gateway", network.subnet().gateway());
        ObjectNode labels = body.putObject("Labels");
        network.labels().forEach(labels::put);
        http.post("/networks/create", body);
    }

    @Override
    public void removeNetwork(String name) {
        Optional<JsonNode> present = http.find("/networks/" + segment(name));
        if (present.isEmpty()) {
            return;
        }
        // A crash of the engine can leave endpoints of containers that are gone; they alone would keep the network.
        present.get().path("Containers").properties().forEach(e -> disconnect(e.getKey(), name));
        removed(() -> http.call("DELETE", "/networks/" + segment(name), null, EngineHttp.USUAL));
    }

    @Override
    public void createVolume(VolumeSpec volume) {
        ObjectNode body = EngineHttp.JSON.createObjectNode();
        body.put("Name", volume.name());
        body.put("Driver", volume.driver().isEmpty() ? "local" : volume.driver());
        ObjectNode options = body.putObject("DriverOpts");
        volume.driverOptions().forEach(options::put);
        ObjectNode labels = body.putObject("Labels");
        volume.labels().forEach(labels::put);
        http.post("/volumes/create", body);
    }

    @Override
    public void removeVolume(String name) {
        removed(() -> http.call("DELETE", "/volumes/" + segment(name), null, EngineHttp.USUAL));
    }

    @Override
    public void pullImage(String reference, Consumer<String> progress) {
        String tagged = reference.contains("@") || reference.lastIndexOf(':') > reference.lastIndexOf('/')
                ? reference
                : reference + ":latest";
        http.within(PULL, () -> {
            ImagePull.run(streams, "/images/create?fromImage=" + query(tagged), reference, progress);
            return true;
        });
    }

    @Override
    public void writeFiles(String volume, String image, Map<String, Bundle.File> files, Map<String, String> labels) {
        ObjectNode body = EngineHttp.JSON.createObjectNode();
        body.put("Image", image);
        body.putArray("Entrypoint").add("/portolan-files-are-only-written");
        ObjectNode json = body.putObject("Labels");
        labels.forEach(json::put);
        json.put(Labels.ROLE, "helper");
        body.putObject("HostConfig")
                .putArray("Mounts")
                .addObject()
                .put("Type", "volume")
                .put("Source", volume)
                .put("Target", "/portolan-files")
                .putObject("VolumeOptions")
                .put("NoCopy", true);
        String id = http.post("/containers/create", body).path("Id").asText();
        try {
            http.put(
                    "/containers/" + id + "/archive?path=" + query("/portolan-files"),
                    Tar.of(files),
                    "application/x-tar");
        } finally {
            removeContainer(id);
        }
    }

    @Override
    public void createContainer(ContainerSpec container) {
        Optional<ObservedContainer> present = container(container.name());
        if (present.isEmpty()) {
            create(container);
        } else if (!instance.equals(present.get().label(Labels.INSTANCE).orElse(""))) {
            throw new RuntimeFault(
                    Kind.CONFLICT, "a container named " + container.name() + " exists that is not of this Portolan");
        }
        try {
            container.networking().attachments().forEach(a -> connect(container.name(), a));
        } catch (RuntimeFault fault) {
            if (present.isEmpty()) {
                removeContainer(container.name());
            }
            throw fault;
        }
    }

    private void create(ContainerSpec container) {
        ObjectNode body = new ContainerJson(container, this::mountpoint, http.negotiated()).body();
        http.post("/containers/create?name=" + query(container.name()), body);
    }

    private String mountpoint(String volume) {
        return http.get("/volumes/" + segment(volume)).path("Mountpoint").asText();
    }

    @Override
    public void startContainer(String name) {
        http.call("POST", "/containers/" + segment(name) + "/start", null, Duration.ofMinutes(2));
    }

    @Override
    public void stopContainer(String name, Duration grace) {
        removed(() -> http.call(
                "POST", "/containers/" + segment(name) + "/stop?t=" + grace.toSeconds(), null, grace.plus(MARGIN)));
    }

    @Override
    public void restartContainer(String name, Duration grace) {
        http.call("POST", "/containers/" + segment(name) + "/restart?t=" + grace.toSeconds(), null, grace.plus(MARGIN));
    }

    @Override
    public void removeContainer(String name) {
        try {
            removed(() -> http.call("DELETE", "/containers/" + segment(name) + "?force=true&v=true", null, REMOVAL));
        } catch (RuntimeFault fault) {
            if (fault.kind() != Kind.CONFLICT || !fault.getMessage().contains("already in progress")) {
                throw fault;
            }
            // Somebody else is removing it: it is gone when the engine says so.
            removed(() -> http.call("POST", "/containers/" + segment(name) + "/wait?condition=removed", null, REMOVAL));
        }
    }

    /** What is not there any more needs no removal. */
    private static void removed(Runnable removal) {
        try {
            removal.run();
        } catch (RuntimeFault fault) {
            if (fault.kind() != Kind.NOT_FOUND) {
                throw fault;
            }
        }
    }

    @Override
    public void connect(String container, Attachment attachment) {
        ObservedContainer present = container(container)
                .orElseThrow(() -> new RuntimeFault(Kind.NOT_FOUND, "there is no container " + container));
        Optional<ObservedAttachment> now = present.attachment(attachment.network());
        if (now.isPresent()) {
            if (now.get().aliases().containsAll(attachment.aliases())) {
                return;
            }
            disconnect(container, attachment.network());
        }
        ObjectNode body = EngineHttp.JSON.createObjectNode().put("Container", container);
        body.set("EndpointConfig", ContainerJson.endpoint(attachment, http.negotiated()));
        http.post("/networks/" + segment(attachment.network()) + "/connect", body);
    }

    @Override
    public void disconnect(String container, String network) {
        ObjectNode body =
                EngineHttp.JSON.createObjectNode().put("Container", container).put("Force", true);
        try {
            removed(() -> http.post("/networks/" + segment(network) + "/disconnect", body));
        } catch (RuntimeFault fault) {
            // The engine answers 403 or 500 for a container that is not connected: that is what was wanted.
            if (!fault.getMessage().contains("is not connected to")) {
                throw fault;
            }
        }
    }

    @Override
    public void logs(String container, int tail, boolean follow, Consumer<LogLine> sink) {
        boolean tty = http.get("/containers/" + segment(container) + "/json")
                .path("Config")
                .path("Tty")
                .asBoolean();
        String query = "?stdout=true&stderr=true&follow=" + follow + "&tail=" + (tail < 0 ? "all" : tail);
        streams.lines("GET", "/containers/" + segment(container) + "/logs" + query, null, tty, sink);
    }

    @Override
    public int exec(String container, List<String> command, Consumer<LogLine> sink) {
        ObjectNode body =
                EngineHttp.JSON.createObjectNode().put("AttachStdout", true).put("AttachStderr", true);
        command.forEach(body.putArray("Cmd")::add);
        String id = http.post("/containers/" + segment(container) + "/exec", body)
                .path("Id")
                .asText();
        ObjectNode start =
                EngineHttp.JSON.createObjectNode().put("Detach", false).put("Tty", false);
        streams.lines("POST", "/exec/" + id + "/start", start, false, sink);
        return http.get("/exec/" + id + "/json").path("ExitCode").asInt();
    }

    @Override
    public AutoCloseable events(Consumer<EngineEvent> sink, Consumer<RuntimeFault> lost) {
        String filters = "{\"type\":[\"container\",\"network\",\"volume\",\"image\"]}";
        return streams.events("/events?filters=" + query(filters), sink, lost);
    }

    @Override
    public void close() {
        http.close();
    }

    private boolean isOurs(JsonNode labels) {
        return instance.equals(labels.path(Labels.INSTANCE).asText());
    }

    /** One path segment: names may come from a person, so nothing in them may act as a path. */
    private static String segment(String name) {
        return URLEncoder.encode(name, StandardCharsets.UTF_8);
    }

    private static String query(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }
}

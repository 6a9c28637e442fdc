package io.portolan.docker;

import com.fasterxml.jackson.databind.JsonNode;
import io.portolan.engine.port.ContainerLoopback;
import io.portolan.engine.port.ContainerRuntime;
import io.portolan.engine.port.RuntimeFault;
import io.portolan.model.runtime.Attachment;
import io.portolan.model.runtime.ContainerSpec;
import io.portolan.model.runtime.NetworkSpec;
import io.portolan.model.runtime.ObservedContainer;
import io.portolan.model.runtime.ObservedImage;
import io.portolan.model.runtime.ObservedNetwork;
import io.portolan.model.runtime.ObservedVolume;
import io.portolan.model.runtime.VolumeSpec;
import io.portolan.model.stack.Bundle;
import io.portolan.model.stack.Hooks.Hook;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** {@link ContainerRuntime} of a Docker Engine, 20.10 or later. */
public final class DockerRuntime implements ContainerRuntime {
    private final EngineHttp http;
    private final Networks networks;
    private final Volumes volumes;
    private final Containers containers;

    private DockerRuntime(EngineHttp http, String instance) {
        this.http = http;
        this.volumes = new Volumes(http, instance);
        this.networks = new Networks(http, instance);
        this.containers = new Containers(http, networks, instance);
    }

    /**
     * Prepares the connection; the engine is first asked by the first call.
     *
     * @param endpoint {@code unix:///path/to/docker.sock}
     * @param instance whose labels make a thing ours
     * @throws RuntimeFault if the endpoint is of no known kind
     */
    public static DockerRuntime connect(String endpoint, String instance) {
        return new DockerRuntime(new EngineHttp(DockerEndpoint.parse(endpoint)), instance);
    }

    @Override
    public EngineInfo info() {
        JsonNode version = http.askVersion();
        String component = version.path("Components").path(0).path("Name").asText();
        return new EngineInfo(
                component.isEmpty() || component.equals("Engine") ? "Docker Engine" : component,
                version.path("Version").asText(),
                http.version().toString(),
                version.path("Os").asText() + "/" + version.path("Arch").asText());
    }

    @Override
    public List<ObservedNetwork> networks() {
        return networks.all();
    }

    @Override
    public List<ObservedVolume> volumes() {
        return volumes.all();
    }

    @Override
    public List<ObservedContainer> containers() {
        return containers.all();
    }

    @Override
    public Optional<ObservedContainer> container(String name) {
        return containers.find(name);
    }

    @Override
    public Optional<ObservedImage> image(String reference) {
        return http.find(Call.to("look at image " + reference, "GET", "/images/{}/json", reference))
                .map(i -> Inspection.image(reference, i));
    }

    @Override
    public void createNetwork(NetworkSpec network) {
        networks.create(network);
    }

    @Override
    public void removeNetwork(String name) {
        networks.remove(name);
    }

    @Override
    public void createVolume(VolumeSpec volume) {
        volumes.create(volume);
    }

    @Override
    public void removeVolume(String name) {
        volumes.remove(name);
    }

    @Override
    public void pullImage(String reference, String platform, Consumer<String> progress) {
        new ImagePull(reference, platform, progress).run(http);
    }

    @Override
    public void writeFiles(String volume, String image, Map<String, Bundle.File> files, Map<String, String> labels) {
        new VolumeFiles(http, containers).write(volume, image, files, labels);
    }

    @Override
    public void createContainer(ContainerSpec container) {
        containers.create(container);
    }

    @Override
    public void startContainer(String name) {
        containers.start(name);
    }

    @Override
    public void stopContainer(String name, Duration grace) {
        containers.stop(name, grace);
    }

    @Override
    public void restartContainer(String name, Duration grace) {
        containers.restart(name, grace);
    }

    @Override
    public void renameContainer(String name, String newName) {
        containers.rename(name, newName);
    }

    @Override
    public void removeContainer(String name) {
        containers.remove(name);
    }

    @Override
    public void connect(String container, Attachment attachment) {
        networks.connect(container, attachment);
    }

    @Override
    public void disconnect(String container, String network) {
        networks.disconnect(container, network);
    }

    @Override
    public void logs(String container, int tail, boolean follow, Consumer<LogLine> sink) {
        new Streams(http).logs(container, tail, follow, sink);
    }

    @Override
    public int exec(String container, Hook command, Consumer<LogLine> sink) {
        return new Streams(http).exec(container, command, sink);
    }

    @Override
    public Connection connectFrom(String container, String host, int port, Duration patience)
            throws InterruptedException {
        return containers.connectFrom(container, host, port, patience);
    }

    /**
     * The loopback interface of a container, where it runs on this machine.
     *
     * @param container asked for the name or id whenever it has to be looked up; empty: there is none now
     */
    public ContainerLoopback loopback(Supplier<Optional<String>> container) {
        return new NamespaceLoopback(() -> container.get().flatMap(containers::inspect));
    }

    @Override
    public AutoCloseable events(Consumer<EngineEvent> sink, Consumer<RuntimeFault> lost) {
        return EventStream.open(http, sink, lost);
    }

    @Override
    public void close() {
        http.close();
    }
}

package io.portolan.docker;

import io.portolan.model.Secret;
import io.portolan.model.runtime.Attachment;
import io.portolan.model.runtime.ContainerNetworking;
import io.portolan.model.runtime.ContainerSpec;
import io.portolan.model.runtime.PublishedPort;
import io.portolan.model.stack.ContainerPort;
import io.portolan.model.stack.Healthcheck;
import io.portolan.model.stack.ImageRef;
import io.portolan.model.stack.ImageRef.PullPolicy;
import io.portolan.model.stack.LifecycleSpec;
import io.portolan.model.stack.LifecycleSpec.RestartPolicy;
import io.portolan.model.stack.Mount;
import io.portolan.model.stack.NameResolution;
import io.portolan.model.stack.ProcessSpec;
import io.portolan.model.stack.Protocol;
import io.portolan.model.stack.RuntimeOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** A container's specification, said in few words. */
final class Sketch {
    private final String name;
    private String image = "debian:bookworm-slim";
    private Optional<List<Secret>> command = Optional.empty();
    private Optional<List<Secret>> entrypoint = Optional.empty();
    private final Map<String, Secret> environment = new LinkedHashMap<>();
    private Optional<String> user = Optional.empty();
    private Optional<String> workingDir = Optional.empty();
    private Optional<Boolean> init = Optional.empty();
    private boolean tty;
    private boolean stdin;
    private Optional<String> hostname = Optional.empty();
    private final List<Mount> mounts = new ArrayList<>();
    private final List<Attachment> attachments = new ArrayList<>();
    private final List<PublishedPort> published = new ArrayList<>();
    private final List<ContainerPort> expose = new ArrayList<>();
    private final List<String> extraHosts = new ArrayList<>();
    private RestartPolicy restart = new RestartPolicy(RestartPolicy.Mode.NO, 0);
    private Optional<Healthcheck> healthcheck = Optional.empty();
    private Optional<String> stopSignal = Optional.empty();
    private Optional<Duration> stopGracePeriod = Optional.empty();
    private String mode = "";
    private NameResolution resolution = NameResolution.ofEngine();
    private String platform = "";
    private RuntimeOptions runtime = RuntimeOptions.defaults();
    private final Map<String, String> labels = new LinkedHashMap<>();

    Sketch(String name) {
        this.name = name;
    }

    Sketch image(String reference) {
        image = reference;
        return this;
    }

    Sketch command(String... arguments) {
        command = Optional.of(secrets(arguments));
        return this;
    }

    /** A script for {@code sh}. */
    Sketch shell(String script) {
        return entrypoint("sh", "-c").command(script);
    }

    Sketch entrypoint(String... arguments) {
        entrypoint = Optional.of(secrets(arguments));
        return this;
    }

    static List<Secret> secrets(String... texts) {
        return List.of(texts).stream().map(Secret::new).toList();
    }

    Sketch environment(String key, String value) {
        environment.put(key, new Secret(value));
        return this;
    }

    Sketch user(String newUser) {
        user = Optional.of(newUser);
        return this;
    }

    Sketch workingDir(String path) {
        workingDir = Optional.of(path);
        return this;
    }

    Sketch init() {
        init = Optional.of(true);
        return this;
    }

    Sketch tty() {
        tty = true;
        return this;
    }

    Sketch stdin() {
        stdin = true;
        return this;
    }

    Sketch hostname(String newHostname) {
        hostname = Optional.of(newHostname);
        return this;
    }

    Sketch mount(Mount mount) {
        mounts.add(mount);
        return this;
    }

    Sketch on(String network, String... aliases) {
        return on(network, 0, aliases);
    }

    Sketch on(String network, int gatewayPriority, String... aliases) {
        attachments.add(new Attachment(network, List.of(aliases), gatewayPriority));
        return this;
    }

    Sketch on(Attachment attachment) {
        attachments.add(attachment);
        return this;
    }

    /** {@code host}, {@code none} or {@code container:NAME}. */
    Sketch networkOf(String newMode) {
        mode = newMode;
        return this;
    }

    Sketch resolution(NameResolution newResolution) {
        resolution = newResolution;
        return this;
    }

    Sketch platform(String newPlatform) {
        platform = newPlatform;
        return this;
    }

    Sketch publish(String address, int hostPort, int containerPort) {
        published.add(new PublishedPort(
                address,
                hostPort == 0 ? OptionalInt.empty() : OptionalInt.of(hostPort),
                new ContainerPort(containerPort, Protocol.TCP)));
        return this;
    }

    Sketch expose(int port, Protocol protocol) {
        expose.add(new ContainerPort(port, protocol));
        return this;
    }

    Sketch extraHost(String line) {
        extraHosts.add(line);
        return this;
    }

    Sketch restart(RestartPolicy.Mode mode, int maxRetries) {
        restart = new RestartPolicy(mode, maxRetries);
        return this;
    }

    Sketch healthcheck(Healthcheck check) {
        healthcheck = Optional.of(check);
        return this;
    }

    Sketch stop(String signal, Duration grace) {
        stopSignal = Optional.of(signal);
        stopGracePeriod = Optional.of(grace);
        return this;
    }

    Sketch runtime(RuntimeOptions options) {
        runtime = options;
        return this;
    }

    Sketch label(String key, String value) {
        labels.put(key, value);
        return this;
    }

    Sketch labels(Map<String, String> more) {
        labels.putAll(more);
        return this;
    }

    ContainerSpec spec() {
        return new ContainerSpec(
                name,
                new ImageRef(image, PullPolicy.MISSING, platform, Optional.empty()),
                new ProcessSpec(command, entrypoint, environment, user, workingDir, init, tty, stdin),
                mounts,
                new ContainerNetworking(hostname, attachments, published, expose, extraHosts, mode, resolution),
                new LifecycleSpec(Optional.of(restart), List.of(), healthcheck, stopSignal, stopGracePeriod, 1, false),
                runtime,
                labels);
    }
}

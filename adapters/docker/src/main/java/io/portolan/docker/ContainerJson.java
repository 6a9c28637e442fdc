package io.portolan.docker;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.portolan.model.Secret;
import io.portolan.model.runtime.Attachment;
import io.portolan.model.runtime.ContainerNetworking;
import io.portolan.model.runtime.ContainerSpec;
import io.portolan.model.runtime.PublishedPort;
import io.portolan.model.stack.Healthcheck;
import io.portolan.model.stack.LifecycleSpec;
import io.portolan.model.stack.LifecycleSpec.RestartPolicy;
import io.portolan.model.stack.ProcessSpec;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** A container's specification as the body of {@code POST /containers/create}. */
final class ContainerJson {
    private final ContainerSpec spec;
    private final EngineLookups lookups;
    private final ApiVersion version;

    ContainerJson(ContainerSpec spec, EngineLookups lookups, ApiVersion version) {
        this.spec = spec;
        this.lookups = lookups;
        this.version = version;
    }

    ObjectNode body() {
        ContainerNetworking networking = spec.networking();
        ObjectNode body = Json.object();
        body.put("Image", spec.image().reference());
        process(body, spec.process());
        networking.hostname().ifPresent(h -> body.put("Hostname", h));
        if (!networking.resolution().domainname().isEmpty()) {
            body.put("Domainname", networking.resolution().domainname());
        }
        body.set("Labels", Json.object(spec.labels()));
        lifecycle(body, spec.lifecycle());
        ObjectNode exposed = body.putObject("ExposedPorts");
        // In a network of another container the engine refuses even to be told of ports.
        if (networking.ofContainer().isEmpty()) {
            networking.expose().forEach(p -> exposed.putObject(p.toString()));
        }
        networking.published().forEach(p -> exposed.putObject(p.container().toString()));
        body.set("HostConfig", hostConfig());
        networking.attachments().stream().findFirst().ifPresent(first -> attach(body, first));
        return body;
    }

    private void attach(ObjectNode body, Attachment first) {
        EndpointJson endpoint = new EndpointJson(version);
        endpoint.legacyMac(first.endpoint()).ifPresent(mac -> body.put("MacAddress", mac));
        body.putObject("NetworkingConfig").putObject("EndpointsConfig").set(first.network(), endpoint.of(first));
    }

    private void process(ObjectNode body, ProcessSpec process) {
        process.command().ifPresent(c -> body.set("Cmd", Json.revealed(c)));
        entrypoint(process).ifPresent(e -> body.set("Entrypoint", e));
        ArrayNode environment = body.putArray("Env");
        process.environment().forEach((k, v) -> environment.add(k + "=" + v.reveal()));
        process.user().ifPresent(u -> body.put("User", u));
        process.workingDir().ifPresent(w -> body.put("WorkingDir", w));
        body.put("Tty", process.tty());
        body.put("OpenStdin", process.stdinOpen());
    }

    /**
     * The engine's own rules: it takes an empty command for none and fills in the image's, unless there is an entry
     * point; one empty text clears the image's entry point.
     */
    private Optional<ArrayNode> entrypoint(ProcessSpec process) {
        Optional<List<Secret>> asked = process.entrypoint();
        if (asked.isPresent()) {
            return Optional.of(asked.get().isEmpty() ? Json.array(List.of("")) : Json.revealed(asked.get()));
        }
        return process.command()
                .filter(List::isEmpty)
                .map(cleared -> Json.array(lookups.entrypoint(spec.image().reference())));
    }

    private void lifecycle(ObjectNode body, LifecycleSpec lifecycle) {
        lifecycle.stopSignal().ifPresent(s -> body.put("StopSignal", s));
        lifecycle.stopGracePeriod().ifPresent(g -> body.put("StopTimeout", wholeSeconds(g)));
        lifecycle.healthcheck().ifPresent(h -> body.set("Healthcheck", healthcheck(h)));
    }

    /** The engine counts grace in seconds; a started one is granted. */
    static long wholeSeconds(Duration duration) {
        return duration.plusNanos(999_999_999).toSeconds();
    }

    private ObjectNode healthcheck(Healthcheck check) {
        ObjectNode json = Json.object();
        json.set("Test", Json.revealed(check.test()));
        duration(json, "Interval", check.interval());
        duration(json, "Timeout", check.timeout());
        duration(json, "StartPeriod", check.startPeriod());
        check.startInterval().ifPresent(i -> version.require(version.hasStartInterval(), "start_interval", "25.0"));
        duration(json, "StartInterval", check.startInterval());
        check.retries().ifPresent(r -> json.put("Retries", r));
        return json;
    }

    private static void duration(ObjectNode json, String name, Optional<Duration> value) {
        value.ifPresent(v -> json.put(name, v.toNanos()));
    }

    private ObjectNode hostConfig() {
        ObjectNode host = Json.object();
        spec.process().init().ifPresent(i -> host.put("Init", i));
        ContainerNetworking networking = spec.networking();
        host.put(
                "NetworkMode",
                networking.attachments().stream()
                        .findFirst()
                        .map(Attachment::network)
                        .orElse(networking.mode()));
        host.set("ExtraHosts", Json.array(networking.extraHosts()));
        Json.put(host, "Dns", networking.resolution().dns());
        Json.put(host, "DnsOptions", networking.resolution().dnsOptions());
        Json.put(host, "DnsSearch", networking.resolution().dnsSearch());
        host.set("PortBindings", portBindings(networking));
        host.set("RestartPolicy", restartPolicy(spec.lifecycle()));
        new MountJson(lookups, version).write(host, spec.mounts());
        RuntimeJson.write(host, spec.runtime());
        new HostJson(host, version).write(spec.runtime().host());
        return host;
    }

    private static ObjectNode portBindings(ContainerNetworking networking) {
        ObjectNode bindings = Json.object();
        for (PublishedPort port : networking.published()) {
            bindings.withArrayProperty(port.container().toString())
                    .addObject()
                    .put("HostIp", port.hostAddress())
                    .put(
                            "HostPort",
                            port.hostPort().isPresent()
                                    ? String.valueOf(port.hostPort().getAsInt())
                                    : "");
        }
        return bindings;
    }

    private static ObjectNode restartPolicy(LifecycleSpec lifecycle) {
        RestartPolicy policy = lifecycle
                .restart()
                .orElseThrow(() -> new IllegalStateException("a container to create has a restart policy"));
        ObjectNode json = Json.object()
                .put(
                        "Name",
                        switch (policy.mode()) {
                            case NO -> "no";
                            case ALWAYS -> "always";
                            case ON_FAILURE -> "on-failure";
                            case UNLESS_STOPPED -> "unless-stopped";
                        });
        if (policy.mode() == RestartPolicy.Mode.ON_FAILURE) {
            json.put("MaximumRetryCount", policy.maxRetries());
        }
        return json;
    }
}

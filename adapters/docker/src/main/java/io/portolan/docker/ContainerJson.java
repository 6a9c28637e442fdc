package io.portolan.docker;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.portolan.model.runtime.Attachment;
import io.portolan.model.runtime.ContainerNetworking;
import io.portolan.model.runtime.ContainerSpec;
import io.portolan.model.runtime.PublishedPort;
import io.portolan.model.stack.Healthcheck;
import io.portolan.model.stack.LifecycleSpec;
import io.portolan.model.stack.ProcessSpec;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** A container's specification as the body of {@code POST /containers/create}. */
final class ContainerJson {
    private final ContainerSpec spec;
    private final FilesVolume files;
    private final ApiVersion.Negotiated version;

    ContainerJson(ContainerSpec spec, FilesVolume files, ApiVersion.Negotiated version) {
        this.spec = spec;
        this.files = files;
        this.version = version;
    }

    ObjectNode body() {
        ObjectNode body = EngineHttp.JSON.createObjectNode();
        body.put("Image", spec.image().reference());
        process(body, spec.process());
        spec.networking().hostname().ifPresent(h -> body.put("Hostname", h));
        ObjectNode labels = body.putObject("Labels");
        spec.labels().forEach(labels::put);
        lifecycle(body, spec.lifecycle());
        ObjectNode exposed = body.putObject("ExposedPorts");
        spec.networking().expose().forEach(p -> exposed.putObject(p.toString()));
        spec.networking()
                .published()
                .forEach(p -> exposed.putObject(p.container().toString()));
        body.set("HostConfig", hostConfig());
        Attachment first = spec.networking().attachments().getFirst();
        body.putObject("NetworkingConfig").putObject("EndpointsConfig").set(first.network(), endpoint(first, version));
        return body;
    }

    private static void process(ObjectNode body, ProcessSpec process) {
        process.command().ifPresent(c -> {
            ArrayNode array = body.putArray("Cmd");
            c.forEach(a -> array.add(a.reveal()));
        });
        process.entrypoint().ifPresent(e -> {
            ArrayNode array = body.putArray("Entrypoint");
            e.forEach(a -> array.add(a.reveal()));
        });
        ArrayNode environment = body.putArray("Env");
        process.environment().forEach((k, v) -> environment.add(k + "=" + v.reveal()));
        process.user().ifPresent(u -> body.put("User", u));
        process.workingDir().ifPresent(w -> body.put("WorkingDir", w));
        body.put("Tty", process.tty());
        body.put("OpenStdin", process.stdinOpen());
    }

    private static void lifecycle(ObjectNode body, LifecycleSpec lifecycle) {
        lifecycle.stopSignal().ifPresent(s -> body.put("StopSignal", s));
        lifecycle.stopGracePeriod().ifPresent(g -> body.put("StopTimeout", g.toSeconds()));
        lifecycle.healthcheck().ifPresent(h -> body.set("Healthcheck", healthcheck(h)));
    }

    private static ObjectNode healthcheck(Healthcheck check) {
        ObjectNode json = EngineHttp.JSON.createObjectNode();
        ArrayNode test = json.putArray("Test");
        check.test().forEach(t -> test.add(t.reveal()));
        duration(json, "Interval", check.interval());
        duration(json, "Timeout", check.timeout());
        duration(json, "StartPeriod", check.startPeriod());
        duration(json, "StartInterval", check.startInterval());
        check.retries().ifPresent(r -> json.put("Retries", r));
        return json;
    }

    private static void duration(ObjectNode json, String name, Optional<Duration> value) {
        value.ifPresent(v -> json.put(name, v.toNanos()));
    }

    private ObjectNode hostConfig() {
        ObjectNode host = EngineHttp.JSON.createObjectNode();
        spec.process().init().ifPresent(i -> host.put("Init", i));
        host.put("NetworkMode", spec.networking().attachments().getFirst().network());
        ArrayNode extraHosts = host.putArray("ExtraHosts");
        spec.networking().extraHosts().forEach(extraHosts::add);
        host.set("PortBindings", portBindings(spec.networking()));
        restart(host, spec.lifecycle());
        MountJson.write(host, spec.mounts(), files);
        RuntimeJson.write(host, spec.runtime());
        return host;
    }

    private static ObjectNode portBindings(ContainerNetworking networking) {
        ObjectNode bindings = EngineHttp.JSON.createObjectNode();
        for (PublishedPort port : networking.published()) {
            ObjectNode binding = bindings.withArray(
                            "/" + port.container().toString().replace("/", "~1"))
                    .addObject();
            binding.put("HostIp", port.hostAddress());
            binding.put(
                    "HostPort",
                    port.hostPort().isPresent() ? String.valueOf(port.hostPort().getAsInt()) : "");
        }
        return bindings;
    }

    private static void restart(ObjectNode host, LifecycleSpec lifecycle) {
        lifecycle.restart().ifPresent(r -> {
            ObjectNode policy = host.putObject("RestartPolicy");
            policy.put(
                    "Name",
                    switch (r.mode()) {
                        case NO -> "no";
                        case ALWAYS -> "always";
                        case ON_FAILURE -> "on-failure";
                        case UNLESS_STOPPED -> "unless-stopped";
                    });
            if (r.mode() == LifecycleSpec.RestartPolicy.Mode.ON_FAILURE) {
                policy.put("MaximumRetryCount", r.maxRetries());
            }
        });
    }

    /** Membership of one network, for creating and for connecting. */
    static ObjectNode endpoint(Attachment attachment, ApiVersion.Negotiated version) {
        ObjectNode endpoint = EngineHttp.JSON.createObjectNode();
        ArrayNode aliases = endpoint.putArray("Aliases");
        List.copyOf(attachment.aliases()).forEach(aliases::add);
        if (version.hasGatewayPriority()) {
            endpoint.put("GwPriority", attachment.gatewayPriority());
        }
        return endpoint;
    }
}

package io.portolan.compose.config;

import io.portolan.model.Secret;
import io.portolan.model.stack.BuildSpec;
import io.portolan.model.stack.Healthcheck;
import io.portolan.model.stack.Hooks.Hook;
import io.portolan.model.stack.ImageRef.PullPolicy;
import io.portolan.model.stack.LifecycleSpec;
import io.portolan.model.stack.LifecycleSpec.Dependency;
import io.portolan.model.stack.ProcessSpec;
import io.portolan.model.stack.ServiceSpec;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** One service in canonical form. Keys come in alphabetical order; the official program's order has no meaning. */
public final class ConfigService {
    private final String folder;
    private final Form form = new Form();

    public ConfigService(String folder) {
        this.folder = folder;
    }

    public Map<String, @Nullable Object> of(ServiceSpec service) {
        form.text("image", service.image().reference());
        form.text("platform", service.image().platform());
        service.image().build().ifPresent(b -> form.put("build", build(b)));
        if (service.image().pullPolicy() != PullPolicy.MISSING) {
            form.put("pull_policy", service.image().pullPolicy());
        }
        form.maps("labels", Form.escaped(service.labels()));
        process(service.process());
        new ConfigNetworking(form).add(service.networking());
        lifecycle(service.lifecycle());
        form.list(
                "volumes",
                service.mounts().stream().map(m -> ConfigMount.of(m, folder)).toList());
        new ConfigRuntime(form).add(service.runtime());
        return form.keys();
    }

    private Map<String, @Nullable Object> build(BuildSpec build) {
        Form one = new Form();
        boolean elsewhere = build.context().startsWith("/") || build.context().contains("://");
        String path = build.context().replaceFirst("^(\\./)+", "").replaceFirst("^\\.$", "");
        one.put("context", Form.escaped(elsewhere ? build.context() : path.isEmpty() ? folder : folder + "/" + path));
        if (!build.inline().isEmpty()) {
            one.text("dockerfile_inline", build.inline());
        } else {
            one.put("dockerfile", build.dockerfile().isEmpty() ? "Dockerfile" : Form.escaped(build.dockerfile()));
        }
        one.text("target", build.target());
        one.maps("args", secrets(build.arguments()));
        return one.keys();
    }

    private static Map<String, Object> secrets(Map<String, Secret> values) {
        Map<String, Object> all = new TreeMap<>();
        values.forEach((name, value) -> all.put(name, Form.escaped(value.reveal())));
        return all;
    }

    private void process(ProcessSpec process) {
        // The official program prints these two even where the file says nothing.
        form.nullable("command", process.command().map(ConfigService::texts).orElse(null));
        form.nullable(
                "entrypoint", process.entrypoint().map(ConfigService::texts).orElse(null));
        form.maps("environment", secrets(process.environment()));
        process.user().ifPresent(u -> form.put("user", Form.escaped(u)));
        process.workingDir().ifPresent(w -> form.put("working_dir", Form.escaped(w)));
        process.init().ifPresent(i -> form.put("init", i));
        form.flag("tty", process.tty());
        form.flag("stdin_open", process.stdinOpen());
    }

    private static List<String> texts(List<Secret> secrets) {
        return secrets.stream().map(s -> Form.escaped(s.reveal())).toList();
    }

    private void lifecycle(LifecycleSpec lifecycle) {
        lifecycle.restart().ifPresent(r -> form.put("restart", restart(r)));
        lifecycle.stopSignal().ifPresent(s -> form.put("stop_signal", s));
        lifecycle.stopGracePeriod().ifPresent(d -> form.put("stop_grace_period", GoDuration.of(d)));
        Map<String, Object> dependencies = new TreeMap<>();
        lifecycle.dependsOn().forEach(d -> dependencies.put(d.service(), dependency(d)));
        form.maps("depends_on", dependencies);
        lifecycle.healthcheck().ifPresent(h -> form.put("healthcheck", healthcheck(h)));
        form.list(
                "post_start",
                lifecycle.hooks().postStart().stream().map(ConfigService::hook).toList());
        form.list(
                "pre_stop",
                lifecycle.hooks().preStop().stream().map(ConfigService::hook).toList());
        if (lifecycle.replicas() != 1) {
            form.put("deploy", Map.of("replicas", lifecycle.replicas(), "resources", Map.of(), "placement", Map.of()));
        }
    }

    private static Map<String, @Nullable Object> hook(Hook hook) {
        Form one = new Form();
        one.list("command", texts(hook.command()));
        one.text("user", hook.user());
        one.flag("privileged", hook.privileged());
        one.text("working_dir", hook.workingDir());
        one.maps("environment", secrets(hook.environment()));
        return one.keys();
    }

    private static String restart(LifecycleSpec.RestartPolicy policy) {
        return switch (policy.mode()) {
            case NO -> "no";
            case ALWAYS -> "always";
            case UNLESS_STOPPED -> "unless-stopped";
            case ON_FAILURE -> policy.maxRetries() == 0 ? "on-failure" : "on-failure:" + policy.maxRetries();
        };
    }

    private static Map<String, @Nullable Object> dependency(Dependency dependency) {
        Form one = new Form();
        one.put(
                "condition",
                switch (dependency.condition()) {
                    case STARTED -> "service_started";
                    case HEALTHY -> "service_healthy";
                    case COMPLETED_SUCCESSFULLY -> "service_completed_successfully";
                });
        one.put("required", dependency.required());
        one.flag("restart", dependency.restart());
        return one.keys();
    }

    private static Map<String, @Nullable Object> healthcheck(Healthcheck check) {
        Form one = new Form();
        if (check.isDisabled()) {
            one.put("disable", true);
            return one.keys();
        }
        one.list("test", texts(check.test()));
        check.interval().ifPresent(d -> one.put("interval", GoDuration.of(d)));
        check.timeout().ifPresent(d -> one.put("timeout", GoDuration.of(d)));
        check.retries().ifPresent(r -> one.put("retries", r));
        check.startPeriod().ifPresent(d -> one.put("start_period", GoDuration.of(d)));
        check.startInterval().ifPresent(d -> one.put("start_interval", GoDuration.of(d)));
        return one.keys();
    }
}

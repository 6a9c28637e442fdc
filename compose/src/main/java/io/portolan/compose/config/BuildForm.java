package io.portolan.compose.config;

import io.portolan.compose.interpolate.Variables;
import io.portolan.compose.yaml.Scalar;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** {@code build}. */
final class BuildForm {
    private final FolderPaths paths;
    private final Variables variables;

    BuildForm(FolderPaths paths, Variables variables) {
        this.paths = paths;
        this.variables = variables;
    }

    Map<String, @Nullable Object> of(io.portolan.compose.yaml.Node node) {
        Form form = Form.of(node)
                .put("context", paths.context("."))
                .texts("dockerfile", "dockerfile_inline", "provenance", "sbom", "isolation", "network", "target")
                .lists("entitlements", "cache_from", "cache_to", "no_cache_filter", "tags", "platforms")
                .pairs("labels")
                .flags("no_cache", "pull", "privileged")
                .bytes("shm_size");
        String context = node instanceof Scalar scalar
                ? scalar.text()
                : form.scalar("context").map(Scalar::text).orElse(".");
        form.put("context", paths.context(context));
        if (!form.keys().containsKey("dockerfile") && !form.keys().containsKey("dockerfile_inline")) {
            form.put("dockerfile", "Dockerfile");
        }
        form.unlessEmpty("args", arguments(form));
        Map<String, Object> contexts = new TreeMap<>();
        Trees.pairs(form.node("additional_contexts"))
                .forEach((name, path) -> contexts.put(name, paths.context(path == null ? "" : path)));
        form.unlessEmpty("additional_contexts", contexts);
        form.unlessEmpty("ssh", Trees.texts(form.node("ssh")));
        form.unlessEmpty("extra_hosts", ServiceForm.hosts(form.node("extra_hosts")));
        form.unlessEmpty("secrets", new GrantForm("").all(form.node("secrets")));
        return DeployForm.ulimits(form).keys();
    }

    /** An argument without a value takes a variable's, and is left out where there is none. */
    private Map<String, Object> arguments(Form form) {
        Map<String, Object> arguments = new TreeMap<>();
        Trees.pairs(form.node("args")).forEach((name, value) -> {
            if (value != null) {
                arguments.put(name, value);
            } else {
                variables.value(name).ifPresent(v -> arguments.put(name, v));
            }
        });
        return arguments;
    }
}

package io.portolan.compose.config;

import io.portolan.compose.yaml.Mapping;
import io.portolan.compose.yaml.Node;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** {@code depends_on}, with what other keys of the service depend on. */
final class DependencyForm {
    private static final String SERVICE = "service:";

    private final Form service;
    private final Map<String, @Nullable Object> all = new TreeMap<>();

    DependencyForm(Form service) {
        this.service = service;
    }

    Map<String, @Nullable Object> all() {
        Trees.named(service.node("depends_on")).forEach((name, node) -> all.put(name, written(node)));
        for (String link : Trees.texts(service.node("links"))) {
            implied(link.split(":", 2)[0], true);
        }
        for (String key : List.of("network_mode", "ipc", "pid", "uts", "cgroup")) {
            String shared = Trees.text(service.node(key).orElse(Trees.EMPTY));
            if (shared.startsWith(SERVICE)) {
                implied(shared.substring(SERVICE.length()), true);
            }
        }
        for (String from : Trees.texts(service.node("volumes_from"))) {
            if (!from.startsWith("container:")) {
                implied(from.split(":", 2)[0], false);
            }
        }
        return all;
    }

    private static Map<String, @Nullable Object> written(Node node) {
        Form form = new Form(node instanceof Mapping mapping ? mapping : Trees.EMPTY);
        return form.put("condition", "service_started")
                .put("required", true)
                .texts("condition")
                .booleans("required")
                .flags("restart")
                .keys();
    }

    private void implied(String name, boolean restart) {
        Form form = new Form(Trees.EMPTY).put("condition", "service_started").put("required", true);
        all.putIfAbsent(name, restart ? form.put("restart", true).keys() : form.keys());
    }
}

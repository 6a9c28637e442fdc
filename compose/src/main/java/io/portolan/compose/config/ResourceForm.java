package io.portolan.compose.config;

import io.portolan.compose.yaml.Mapping;
import io.portolan.compose.yaml.Node;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The top-level {@code networks}, {@code volumes}, {@code configs} and {@code secrets}. */
final class ResourceForm {
    private final FolderPaths paths;
    private final String project;

    ResourceForm(FolderPaths paths, String project) {
        this.paths = paths;
        this.project = project;
    }

    /** @param used the keys that services use: the official program leaves out the others */
    Map<String, @Nullable Object> all(String group, Optional<Node> node, Set<String> used) {
        Map<String, Node> declared = Trees.named(node);
        if (group.equals("networks") && used.contains("default")) {
            declared.putIfAbsent("default", Trees.EMPTY);
        }
        Map<String, @Nullable Object> all = new TreeMap<>();
        declared.forEach((key, form) -> {
            if (used.contains(key)) {
                all.put(key, one(group, key, form));
            }
        });
        return all;
    }

    private Map<String, @Nullable Object> one(String group, String key, Node node) {
        Form form = Form.of(node);
        boolean external = form.node("external").isPresent()
                && !form.node("external").get().isNull();
        Form old = form.node("external").orElse(node) instanceof Mapping mapping && external
                ? new Form(mapping)
                : new Form(Trees.EMPTY);
        boolean isExternal = external
                && (form.node("external").get() instanceof Mapping
                        || Trees.bool(Trees.text(form.node("external").get())).orElse(false));
        form.put("name", isExternal ? key : project + "_" + key);
        old.texts("name").keys().forEach(form::put);
        form.texts("name", "driver", "template_driver").pairs("driver_opts", "labels");
        if (isExternal) {
            form.put("external", true);
        }
        switch (group) {
            case "networks" -> network(form);
            case "volumes" -> bindDevice(form);
            default -> file(form);
        }
        return form.keys();
    }

    private static void network(Form form) {
        form.put("ipam", Map.of())
                .flags("internal", "attachable")
                .booleans("enable_ipv4", "enable_ipv6")
                .nested("ipam", i -> i.texts("driver").pairs("options").items("config", p -> p.texts(
                                "subnet", "gateway", "ip_range")
                        .pairs("aux_addresses")));
    }

    private void bindDevice(Form form) {
        if ("local".equals(form.keys().get("driver"))
                && form.keys().get("driver_opts") instanceof Map<?, ?> options
                && "bind".equals(options.get("o"))
                && options.get("device") instanceof String device) {
            Map<String, @Nullable Object> absolute = new TreeMap<>();
            options.forEach((key, value) -> absolute.put(String.valueOf(key), value));
            absolute.put("device", paths.absolute(device));
            form.put("driver_opts", absolute);
        }
    }

    private void file(Form form) {
        form.texts("file", "environment", "content");
        if (form.keys().get("file") instanceof String file) {
            form.put("file", paths.absolute(file));
        }
    }
}

package io.portolan.compose.config;

import io.portolan.compose.interpolate.Variables;
import io.portolan.compose.yaml.Mapping;
import io.portolan.compose.yaml.Node;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** A whole project in canonical form. Keys come in alphabetical order; the official program's order has no meaning. */
public final class ConfigTree {
    private final String project;
    private final FolderPaths paths;
    private final Variables variables;

    /** @param folder the absolute path that relative ones begin with */
    public ConfigTree(String project, String folder, Variables variables) {
        this.project = project;
        this.paths = new FolderPaths(folder);
        this.variables = variables;
    }

    /** What of a service comes from other files as well. */
    public interface Pairs {
        Map<String, @Nullable String> environment(Mapping service);

        Map<String, String> labels(Mapping service);
    }

    /** @param services the active ones */
    public Map<String, @Nullable Object> of(Mapping root, Map<String, Mapping> services, Pairs pairs) {
        Map<String, @Nullable Object> config = new TreeMap<>();
        for (Mapping.Entry entry : root.entries()) {
            if (entry.name().startsWith("x-")) {
                config.put(entry.name(), Trees.plain(entry.value()));
            }
        }
        config.put("name", project);
        Map<String, @Nullable Object> forms = new TreeMap<>();
        services.forEach((name, form) -> forms.put(name, new ServiceForm(paths, variables).of(form, pairs)));
        config.put("services", forms);
        ResourceForm resources = new ResourceForm(paths, project);
        for (String group : List.of("networks", "volumes", "configs", "secrets")) {
            Map<String, @Nullable Object> all = resources.all(group, root.get(group), used(group, forms));
            if (!all.isEmpty()) {
                config.put(group, all);
            }
        }
        root.get("models").ifPresent(models -> config.put("models", Trees.plain(models)));
        return escaped(config);
    }

    @SuppressWarnings("unchecked")
    private static Map<String, @Nullable Object> escaped(Map<String, @Nullable Object> config) {
        return (Map<String, @Nullable Object>)
                Optional.ofNullable(Trees.escaped(config)).orElseThrow();
    }

    private static Set<String> used(String group, Map<String, @Nullable Object> services) {
        Set<String> used = new TreeSet<>();
        for (Object service : services.values()) {
            if (service instanceof Map<?, ?> form) {
                collect(group, form.get(group), used);
                if (group.equals("secrets") && form.get("build") instanceof Map<?, ?> build) {
                    collect(group, build.get(group), used);
                }
            }
        }
        return used;
    }

    private static void collect(String group, @Nullable Object value, Set<String> used) {
        if (value instanceof Map<?, ?> named) {
            named.keySet().forEach(key -> used.add(String.valueOf(key)));
        }
        if (value instanceof List<?> items) {
            for (Object item : items) {
                boolean counts = item instanceof Map<?, ?> form
                        && (!group.equals("volumes") || "volume".equals(form.get("type")));
                if (counts && item instanceof Map<?, ?> form) {
                    used.add(String.valueOf(form.get("source")));
                }
            }
        }
    }

    /** The services of a tree that a set of profiles activates. */
    public static Map<String, Mapping> services(Mapping root, Set<String> profiles) {
        Map<String, Mapping> active = new TreeMap<>();
        for (Map.Entry<String, Node> entry : Trees.named(root.get("services")).entrySet()) {
            if (entry.getValue() instanceof Mapping form && !entry.getKey().startsWith("x-")) {
                List<String> wanted = Trees.texts(form.get("profiles"));
                if (wanted.isEmpty()
                        || profiles.contains("*")
                        || wanted.stream().anyMatch(profiles::contains)) {
                    active.put(entry.getKey(), form);
                }
            }
        }
        return active;
    }
}

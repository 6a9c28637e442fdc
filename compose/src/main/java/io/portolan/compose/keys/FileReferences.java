package io.portolan.compose.keys;

import io.portolan.compose.yaml.Mapping;
import io.portolan.compose.yaml.Node;
import io.portolan.compose.yaml.Scalar;
import io.portolan.compose.yaml.Sequence;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The relative paths that a Compose file refers to. Reads around every mistake: the loader reports those. */
public final class FileReferences {
    private final Set<String> paths = new LinkedHashSet<>();

    private FileReferences() {}

    public static List<String> of(Mapping root) {
        FileReferences references = new FileReferences();
        for (Mapping service : forms(root, "services")) {
            items(service, "env_file").forEach(references::envFile);
            items(service, "label_file").forEach(references::path);
            items(service, "volumes").forEach(references::volume);
        }
        for (String key : List.of("configs", "secrets")) {
            forms(root, key).forEach(form -> form.get("file").ifPresent(references::path));
        }
        return List.copyOf(references.paths);
    }

    private static List<Mapping> forms(Mapping root, String key) {
        return root.get(key).filter(Mapping.class::isInstance).map(Mapping.class::cast).stream()
                .flatMap(group -> group.entries().stream())
                .map(Mapping.Entry::value)
                .filter(Mapping.class::isInstance)
                .map(Mapping.class::cast)
                .toList();
    }

    private static List<Node> items(Mapping service, String key) {
        Optional<Node> node = service.get(key);
        return node.map(n -> n instanceof Sequence list ? list.items() : List.of(n))
                .orElse(List.of());
    }

    private void envFile(Node item) {
        if (item instanceof Mapping form) {
            form.get("path").ifPresent(this::path);
        } else {
            path(item);
        }
    }

    private void volume(Node item) {
        if (item instanceof Mapping form) {
            boolean bind = form.get("type")
                    .filter(t -> t instanceof Scalar s && s.text().equals("bind"))
                    .isPresent();
            if (bind && !form.has("content")) {
                form.get("source").ifPresent(this::path);
            }
        } else if (item instanceof Scalar scalar
                && scalar.text().startsWith(".")
                && scalar.text().contains(":")) {
            paths.add(scalar.text().substring(0, scalar.text().indexOf(':')));
        }
    }

    private void path(Node node) {
        if (node instanceof Scalar scalar
                && !scalar.text().startsWith("/")
                && !scalar.text().startsWith("~")) {
            paths.add(scalar.text());
        }
    }
}

package io.portolan.compose.merge;

import io.portolan.compose.yaml.Mapping;
import io.portolan.compose.yaml.Node;
import io.portolan.compose.yaml.Scalar;
import io.portolan.compose.yaml.Sequence;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/**
 * Relative paths of a file in another folder, written as seen from the folder of the one that takes them over (Compose
 * specification, "extends", "include").
 */
final class Relocation {
    private static final Pattern ELSEWHERE =
            Pattern.compile("(?s)[/~].*|[A-Za-z]:[\\\\/].*|.*://.*|(git@|github\\.com/|service:|docker-image:).*");

    private final Folder folder;
    private final Map<String, UnaryOperator<Node>> byPlace = Map.ofEntries(
            Map.entry("services.build", this::build),
            Map.entry("services.build.context", this::path),
            Map.entry("services.build.additional_contexts", this::contexts),
            Map.entry("services.develop.watch", list -> keys(list, "path")),
            Map.entry("services.env_file", this::envFiles),
            Map.entry("services.extends.file", this::path),
            Map.entry("services.label_file", list -> items(list, this::path)),
            Map.entry("services.volumes", list -> items(list, this::mount)),
            Map.entry("configs.file", this::path),
            Map.entry("secrets.file", this::path),
            Map.entry("volumes.driver_opts", this::driverOptions));

    private Relocation(Folder folder) {
        this.folder = folder;
    }

    static Mapping of(Mapping root, Folder folder) {
        return folder.isRoot() ? root : new Relocation(folder).mapping(root, List.of());
    }

    private Mapping mapping(Mapping mapping, List<String> path) {
        List<Mapping.Entry> entries = new ArrayList<>();
        for (Mapping.Entry entry : mapping.entries()) {
            List<String> at = new ArrayList<>(path);
            at.add(entry.name());
            entries.add(entry.with(node(entry.value(), at)));
        }
        return mapping.with(entries);
    }

    private Node node(Node node, List<String> path) {
        UnaryOperator<Node> moved = byPlace.get(MergeRule.place(path));
        if (moved != null) {
            return moved.apply(node);
        }
        boolean deeper = path.size() < 4 && node instanceof Mapping;
        return deeper && node instanceof Mapping mapping ? mapping(mapping, path) : node;
    }

    private Node build(Node node) {
        return node instanceof Mapping form ? mapping(form, List.of("services", "*", "build")) : path(node);
    }

    private Node envFiles(Node node) {
        return items(node, item -> item instanceof Mapping form ? keys(form, "path") : path(item));
    }

    private Node contexts(Node node) {
        return switch (node) {
            case Mapping form ->
                form.with(form.entries().stream()
                        .map(e -> e.with(path(e.value())))
                        .toList());
            case Sequence list -> items(list, item -> item instanceof Scalar pair ? context(pair) : item);
            case Scalar _ -> node;
        };
    }

    private Node context(Scalar pair) {
        int equals = pair.text().indexOf('=');
        String value = pair.text().substring(equals + 1);
        return equals < 0 || isElsewhere(value)
                ? pair
                : written(pair, pair.text().substring(0, equals + 1) + folder.resolve(value));
    }

    private Node mount(Node item) {
        if (item instanceof Mapping form) {
            boolean bind = form.get("type").map(TreeMerge::text).orElse("").equals("bind");
            return bind ? keys(form, "source") : form;
        }
        if (!(item instanceof Scalar text) || !text.text().startsWith(".")) {
            return item;
        }
        int colon = text.text().indexOf(':');
        String source = colon < 0 ? text.text() : text.text().substring(0, colon);
        return written(text, marked(folder.resolve(source)) + text.text().substring(source.length()));
    }

    /** A driver's options can describe a bind mount. */
    private Node driverOptions(Node node) {
        boolean bind = node instanceof Mapping form
                && form.get("o").map(TreeMerge::text).orElse("").equals("bind");
        return bind ? keys(node, "device") : node;
    }

    private Node keys(Node node, String key) {
        return switch (node) {
            case Mapping form ->
                form.with(form.entries().stream()
                        .map(e -> e.name().equals(key) ? e.with(path(e.value())) : e)
                        .toList());
            case Sequence list -> items(list, item -> item instanceof Mapping form ? keys(form, key) : item);
            case Scalar _ -> node;
        };
    }

    private Node items(Node node, UnaryOperator<Node> moved) {
        return node instanceof Sequence list
                ? new Sequence(
                        list.position(),
                        list.path(),
                        list.items().stream().map(moved).toList())
                : moved.apply(node);
    }

    private Node path(Node node) {
        boolean relative = node instanceof Scalar text && !text.isNull() && !isElsewhere(text.text());
        return relative && node instanceof Scalar text ? written(text, marked(folder.resolve(text.text()))) : node;
    }

    private static boolean isElsewhere(String path) {
        return path.isEmpty() || ELSEWHERE.matcher(path).matches();
    }

    /** A path that could be taken for a volume's name is none with a dot in front. */
    private static String marked(String path) {
        return Folder.isOutside(path) ? path : "./" + path;
    }

    private static Scalar written(Scalar at, String text) {
        return new Scalar(at.position(), at.path(), Scalar.Type.STRING, text, at.written());
    }

    /** A path that is relative to a folder of the project; empty for one of the machine or of another one. */
    static Optional<String> relative(String path) {
        return isElsewhere(path) ? Optional.empty() : Optional.of(path);
    }
}

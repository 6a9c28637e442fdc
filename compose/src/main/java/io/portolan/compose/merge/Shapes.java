package io.portolan.compose.merge;

import io.portolan.compose.yaml.Mapping;
import io.portolan.compose.yaml.Node;
import io.portolan.compose.yaml.Scalar;
import io.portolan.compose.yaml.Sequence;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One key's several spellings brought into one, so that they can be merged. Empty where a value is no spelling of it. */
final class Shapes {
    private Shapes() {}

    /** A list of {@code key=value} as a mapping; of a key that stands there twice the later one counts. */
    static Optional<Mapping> pairs(Node node) {
        if (node instanceof Mapping mapping) {
            return Optional.of(mapping);
        }
        if (!(node instanceof Sequence list)) {
            return Optional.empty();
        }
        Map<String, Mapping.Entry> entries = new LinkedHashMap<>();
        for (Node item : list.items()) {
            if (!(item instanceof Scalar text) || text.isNull()) {
                return Optional.empty();
            }
            String name = text.text().split("=", 2)[0];
            entries.put(name, new Mapping.Entry(part(text, true), part(text, false)));
        }
        return Optional.of(new Mapping(list.position(), list.path(), List.copyOf(entries.values())));
    }

    private static Scalar part(Scalar pair, boolean key) {
        Scalar.Type type = key || pair.text().contains("=") ? Scalar.Type.STRING : Scalar.Type.NULL;
        return new Scalar(pair.position(), pair.path(), type, part(pair.text(), key), part(pair.written(), key));
    }

    private static String part(String text, boolean key) {
        int equals = text.indexOf('=');
        if (equals < 0) {
            return key ? text : "";
        }
        return key ? text.substring(0, equals) : text.substring(equals + 1);
    }

    /** One text as a list of one. */
    static Optional<Sequence> texts(Node node) {
        return switch (node) {
            case Sequence list -> Optional.of(list);
            case Scalar text -> Optional.of(new Sequence(text.position(), text.path(), List.of(text)));
            // An env file in long form stands in a list only.
            case Mapping _ -> Optional.empty();
        };
    }

    /** {@code host: address} as {@code host=address}, for each address. */
    static Optional<Sequence> hosts(Node node) {
        if (!(node instanceof Mapping mapping)) {
            return node instanceof Sequence list ? Optional.of(list) : Optional.empty();
        }
        List<Node> items = new ArrayList<>();
        for (Mapping.Entry entry : mapping.entries()) {
            List<Node> addresses = entry.value() instanceof Sequence list ? list.items() : List.of(entry.value());
            for (Node address : addresses) {
                if (!(address instanceof Scalar one)) {
                    return Optional.empty();
                }
                items.add(text(one, entry.name() + "=" + one.text(), entry.name() + "=" + one.written()));
            }
        }
        return Optional.of(new Sequence(mapping.position(), mapping.path(), items));
    }

    /** A list of names as a mapping; every name has the value {@code each} makes of it. */
    static Optional<Mapping> names(Node node, boolean dependencies) {
        if (node instanceof Mapping mapping) {
            return Optional.of(mapping);
        }
        if (!(node instanceof Sequence list)) {
            return Optional.empty();
        }
        Map<String, Mapping.Entry> entries = new LinkedHashMap<>();
        for (Node item : list.items()) {
            if (!(item instanceof Scalar name) || name.isNull()) {
                return Optional.empty();
            }
            Node value =
                    dependencies ? started(name) : new Scalar(name.position(), name.path(), Scalar.Type.NULL, "", "");
            entries.put(name.text(), new Mapping.Entry(name, value));
        }
        return Optional.of(new Mapping(list.position(), list.path(), List.copyOf(entries.values())));
    }

    /** Compose specification, "depends_on", "Short syntax". */
    private static Mapping started(Scalar name) {
        return form(name, Map.of("condition", "service_started", "required", "true"));
    }

    static Optional<Mapping> build(Node node) {
        return switch (node) {
            case Mapping mapping -> Optional.of(mapping);
            case Scalar context ->
                Optional.of(new Mapping(
                        context.position(),
                        context.path(),
                        List.of(new Mapping.Entry(text(context, "context", "context"), context))));
            case Sequence _ -> Optional.empty();
        };
    }

    private static Mapping form(Scalar at, Map<String, String> keys) {
        List<Mapping.Entry> entries = new ArrayList<>();
        keys.forEach((key, value) -> entries.add(new Mapping.Entry(text(at, key, key), text(at, value, value))));
        return new Mapping(at.position(), at.path(), entries);
    }

    private static Scalar text(Scalar at, String text, String written) {
        return new Scalar(at.position(), at.path(), Scalar.Type.STRING, text, written);
    }
}

package io.portolan.compose.config;

import io.portolan.compose.report.KeyPath;
import io.portolan.compose.yaml.Mapping;
import io.portolan.compose.yaml.Node;
import io.portolan.compose.yaml.Scalar;
import io.portolan.compose.yaml.Sequence;
import io.portolan.model.Position;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Nodes as plain values. */
final class Trees {
    static final Mapping EMPTY = new Mapping(new Position("", 1, 1), KeyPath.ROOT, List.of());
    private static final Pattern NUMBER = Pattern.compile("[-+]?[0-9]{1,18}(\\.[0-9]{1,18})?");

    private Trees() {}

    static Optional<BigDecimal> number(String text) {
        String stripped = text.strip();
        return NUMBER.matcher(stripped).matches()
                ? Optional.of(new BigDecimal(
                        new BigDecimal(stripped).stripTrailingZeros().toPlainString()))
                : Optional.empty();
    }

    static Optional<Boolean> bool(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "true", "yes", "y", "on" -> Optional.of(true);
            case "false", "no", "n", "off" -> Optional.of(false);
            default -> Optional.empty();
        };
    }

    static String text(Node node) {
        return node instanceof Scalar scalar ? scalar.text() : "";
    }

    static List<Node> items(Optional<Node> node) {
        return node.isPresent() && node.get() instanceof Sequence list ? list.items() : List.of();
    }

    static List<String> texts(Optional<Node> node) {
        if (node.isPresent() && node.get() instanceof Scalar one) {
            return one.text().isEmpty() ? List.of() : List.of(one.text());
        }
        return items(node).stream().filter(n -> !n.isNull()).map(Trees::text).toList();
    }

    static Map<String, @Nullable String> pairs(Optional<Node> node) {
        Map<String, @Nullable String> pairs = new LinkedHashMap<>();
        if (node.isPresent() && node.get() instanceof Mapping mapping) {
            for (Mapping.Entry entry : mapping.entries()) {
                pairs.put(entry.name(), entry.value().isNull() ? null : text(entry.value()));
            }
        }
        for (Node item : items(node)) {
            String[] parts = text(item).split("=", 2);
            pairs.put(parts[0], parts.length == 1 ? null : parts[1]);
        }
        return pairs;
    }

    /** Names of a list, or a mapping's keys, with the mapping's values. */
    static Map<String, Node> named(Optional<Node> node) {
        Map<String, Node> named = new TreeMap<>();
        if (node.isPresent() && node.get() instanceof Mapping mapping) {
            mapping.entries().forEach(e -> named.put(e.name(), e.value()));
        }
        items(node).forEach(item -> named.put(text(item), EMPTY));
        return named;
    }

    /** The value as it is: for what has one spelling only. */
    static @Nullable Object plain(Node node) {
        return switch (node) {
            case Scalar scalar ->
                switch (scalar.type()) {
                    case NULL -> null;
                    case BOOLEAN -> bool(scalar.text()).orElse(false);
                    case INTEGER, FLOAT -> {
                        Optional<BigDecimal> number = number(scalar.text());
                        yield number.isPresent() ? number.get() : scalar.text();
                    }
                    case STRING -> scalar.text();
                };
            case Mapping mapping -> {
                Map<String, @Nullable Object> plain = new TreeMap<>();
                mapping.entries().forEach(e -> plain.put(e.name(), plain(e.value())));
                yield plain;
            }
            case Sequence list -> {
                List<@Nullable Object> plain = new ArrayList<>();
                list.items().forEach(i -> plain.add(plain(i)));
                yield plain;
            }
        };
    }

    /** The canonical form can be read again: a dollar sign begins no variable there. */
    static @Nullable Object escaped(@Nullable Object value) {
        return switch (value) {
            case null -> null;
            case String text -> text.replace("$", "$$");
            case Map<?, ?> map -> {
                Map<String, @Nullable Object> all = new TreeMap<>();
                map.forEach((key, one) -> all.put(String.valueOf(key).replace("$", "$$"), escaped(one)));
                yield all;
            }
            case List<?> list -> {
                List<@Nullable Object> all = new ArrayList<>();
                list.forEach(one -> all.add(escaped(one)));
                yield all;
            }
            default -> value;
        };
    }
}

package io.portolan.compose.keys;

import io.portolan.compose.report.Findings;
import io.portolan.compose.report.Shown;
import io.portolan.compose.yaml.Mapping;
import io.portolan.compose.yaml.Node;
import io.portolan.compose.yaml.Scalar;
import io.portolan.compose.yaml.Sequence;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;

/** Reads nodes as the simple types that keys want. What is of another type becomes a finding and counts as absent. */
final class Values {
    private final Findings findings;

    Values(Findings findings) {
        this.findings = findings;
    }

    Findings findings() {
        return findings;
    }

    /** A text. A number is taken by its text, as written: {@code user: 1000} leaves no doubt. */
    Optional<Scalar> scalar(Node node) {
        if (node instanceof Scalar scalar
                && scalar.type() != Scalar.Type.NULL
                && scalar.type() != Scalar.Type.BOOLEAN) {
            return Optional.of(scalar);
        }
        wrongType(node, "a text");
        return Optional.empty();
    }

    Optional<Scalar> scalar(Mapping mapping, String key) {
        return mapping.get(key).flatMap(this::scalar);
    }

    /** A text, empty counting as absent: what is left of a variable that is not set. */
    Optional<String> text(Mapping mapping, String key) {
        return scalar(mapping, key).map(Scalar::text).filter(t -> !t.isEmpty());
    }

    Optional<Boolean> bool(Mapping mapping, String key) {
        return mapping.get(key).flatMap(this::bool);
    }

    private Optional<Boolean> bool(Node node) {
        if (!(node instanceof Scalar scalar)) {
            wrongType(node, "true or false");
            return Optional.empty();
        }
        return switch (scalar.text().toLowerCase(Locale.ROOT)) {
            case "true" -> Optional.of(true);
            case "false" -> Optional.of(false);
            // The official loader still takes the words of YAML 1.1 where a boolean is wanted.
            case "yes", "y", "on" -> Optional.of(true);
            case "no", "n", "off" -> Optional.of(false);
            default -> {
                wrongValue(scalar, "is neither true nor false");
                yield Optional.empty();
            }
        };
    }

    boolean flag(Mapping mapping, String key) {
        return bool(mapping, key).orElse(false);
    }

    OptionalInt integer(Mapping mapping, String key, int least, int most) {
        Optional<Scalar> scalar = scalar(mapping, key);
        if (scalar.isEmpty()) {
            return OptionalInt.empty();
        }
        String text = scalar.get().text().strip();
        if (text.matches("[+-]?[0-9]{1,10}")) {
            long value = Long.parseLong(text);
            if (value >= least && value <= most) {
                return OptionalInt.of((int) value);
            }
        }
        wrongValue(scalar.get(), "is not a whole number from %d to %d".formatted(least, most));
        return OptionalInt.empty();
    }

    Optional<Mapping> mapping(Node node) {
        if (node instanceof Mapping mapping) {
            return Optional.of(mapping);
        }
        wrongType(node, "a mapping");
        return Optional.empty();
    }

    /** The mapping under {@code key}; an empty key is reported and counts as absent. */
    Optional<Mapping> mapping(Mapping parent, String key) {
        return present(parent, key, "a mapping").flatMap(this::mapping);
    }

    List<Node> list(Mapping parent, String key) {
        return present(parent, key, "a list").map(this::list).orElse(List.of());
    }

    List<Node> list(Node node) {
        if (node instanceof Sequence sequence) {
            return sequence.items();
        }
        wrongType(node, "a list");
        return List.of();
    }

    /** A list of texts. */
    List<Scalar> texts(Mapping parent, String key) {
        return list(parent, key).stream().flatMap(n -> scalar(n).stream()).toList();
    }

    /** A text or a list of texts. */
    List<Scalar> textOrTexts(Mapping parent, String key) {
        return parent.get(key).map(n -> n instanceof Scalar s ? List.<Node>of(s) : list(n)).orElse(List.of()).stream()
                .flatMap(n -> scalar(n).stream())
                .toList();
    }

    /**
     * A value that must not be left empty: the official loader refuses {@code ports:} without a value. Files in the wild
     * have it where all entries are commented out, which leaves no doubt; it is reported.
     */
    Optional<Node> present(Mapping parent, String key, String wanted) {
        Optional<Mapping.Entry> entry = parent.entry(key);
        if (entry.isPresent() && entry.get().value().isNull()) {
            findings.warning(
                    entry.get().key(),
                    "compose.empty-key",
                    "there is no value here: it counts as absent, %s is expected".formatted(wanted));
            return Optional.empty();
        }
        return entry.map(Mapping.Entry::value);
    }

    /** Mapping or list of {@code key=value} (the specification's {@code list_or_dict}), in order. */
    List<Pair> pairs(Mapping parent, String key) {
        Optional<Node> node = present(parent, key, "a mapping or a list");
        if (node.isEmpty()) {
            return List.of();
        }
        return switch (node.get()) {
            case Mapping mapping ->
                mapping.entries().stream().flatMap(e -> pair(e).stream()).toList();
            case Sequence sequence ->
                sequence.items().stream().flatMap(n -> pair(n).stream()).toList();
            case Scalar scalar -> {
                String message =
                        "a mapping or a list is expected here, not %s%s".formatted(scalar.kind(), chapter(scalar));
                findings.error(
                        scalar, "compose.wrong-type", message, "write each in a line of its own, as `- NAME=value`");
                yield new ArrayList<Pair>();
            }
        };
    }

    private Optional<Pair> pair(Mapping.Entry entry) {
        if (entry.value() instanceof Scalar value) {
            Optional<String> text = value.isNull() ? Optional.empty() : Optional.of(value.text());
            return Optional.of(new Pair(entry.key(), entry.name(), text));
        }
        wrongType(entry.value(), "a text, a number, true or false");
        return Optional.empty();
    }

    private Optional<Pair> pair(Node item) {
        return scalar(item).map(s -> {
            int equals = s.text().indexOf('=');
            return equals < 0
                    ? new Pair(s, s.text(), Optional.empty())
                    : new Pair(
                            s,
                            s.text().substring(0, equals),
                            Optional.of(s.text().substring(equals + 1)));
        });
    }

    /** One {@code key=value}; no value where only a name stands. */
    record Pair(Scalar at, String name, Optional<String> value) {}

    void wrongType(Node node, String wanted) {
        findings.error(
                node,
                "compose.wrong-type",
                "%s is expected here, not %s%s".formatted(wanted, described(node), chapter(node)));
    }

    /** Where the specification says so. */
    private static String chapter(Node node) {
        String chapter = node.path().chapter();
        return chapter.isEmpty() ? "" : " (Compose specification, \"%s\")".formatted(chapter);
    }

    private static String described(Node node) {
        return node.isNull() ? "nothing" : node.kind();
    }

    /** {@code "abc" is not …}: quotes what was written, never what a variable made of it. */
    void wrongValue(Scalar scalar, String why) {
        wrong(scalar, "compose.invalid-value", why);
    }

    void wrong(Scalar scalar, String code, String why) {
        boolean filled = !scalar.text().equals(scalar.written());
        String note = filled && scalar.text().isEmpty()
                ? " once its variables are filled in (nothing is left)"
                : filled ? " once its variables are filled in" : "";
        findings.error(scalar, code, "%s %s%s".formatted(Shown.quoted(scalar.written()), why, note));
    }
}

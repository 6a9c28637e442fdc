package io.portolan.compose.interpolate;

import io.portolan.compose.report.Findings;
import io.portolan.compose.report.KeyPath;
import io.portolan.compose.yaml.Mapping;
import io.portolan.compose.yaml.Node;
import io.portolan.compose.yaml.Scalar;
import io.portolan.compose.yaml.Sequence;
import io.portolan.compose.yaml.YamlLimits;
import io.portolan.model.Diagnostic;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;

/**
 * The pass over a tree that gives every node its path and fills the variables of every value (never of a key). Aliases
 * are expanded here, each use with its own path; how far is bounded.
 */
public final class Interpolator {
    private static final int MOST_TEXT = 16_000_000;

    private final Findings findings;
    private final BiFunction<String, Scalar, String> fill;
    private int nodes;
    private long text;

    private Interpolator(Findings findings, BiFunction<String, Scalar, String> fill) {
        this.findings = findings;
        this.fill = fill;
    }

    public static Optional<Mapping> fill(Mapping root, Variables variables, Findings findings) {
        return new Interpolator(findings, variables::fill).root(root);
    }

    /** The tree with paths and without filled variables: to look for what a file refers to. */
    public static Optional<Mapping> expand(Mapping root, Findings findings) {
        return new Interpolator(findings, (text, at) -> text).root(root);
    }

    private Optional<Mapping> root(Mapping root) {
        Mapping filled = mapping(root, KeyPath.ROOT);
        if (nodes > YamlLimits.EXPANDED_NODES) {
            findings.add(Diagnostic.error(
                            "compose.alias-bomb",
                            "aliases multiply this file beyond %d values".formatted(YamlLimits.EXPANDED_NODES))
                    .at(root.position()));
            return Optional.empty();
        }
        if (text > MOST_TEXT) {
            findings.add(Diagnostic.error("compose.too-large", "variables make this file too large to be one")
                    .at(root.position()));
            return Optional.empty();
        }
        return Optional.of(filled);
    }

    private Node node(Node node, KeyPath path) {
        nodes++;
        return switch (node) {
            case Scalar scalar -> scalar(scalar.at(path));
            case Mapping mapping -> mapping(mapping, path);
            case Sequence sequence -> {
                List<Node> items = new ArrayList<>();
                for (int i = 0; i < sequence.items().size() && isWithinLimits(); i++) {
                    items.add(node(sequence.items().get(i), path.item(i)));
                }
                yield new Sequence(sequence.position(), path, items);
            }
        };
    }

    private Mapping mapping(Mapping mapping, KeyPath path) {
        List<Mapping.Entry> entries = new ArrayList<>();
        for (Mapping.Entry entry : mapping.entries()) {
            if (!isWithinLimits()) {
                break;
            }
            KeyPath at = path.key(entry.name());
            entries.add(new Mapping.Entry(entry.key().at(at), node(entry.value(), at), entry.change()));
        }
        return new Mapping(mapping.position(), path, entries);
    }

    private Scalar scalar(Scalar scalar) {
        if (scalar.text().indexOf('$') < 0 || isVerbatim(scalar.path())) {
            return scalar;
        }
        String filled = fill.apply(scalar.text(), scalar);
        text += filled.length();
        return filled.equals(scalar.text()) ? scalar : scalar.filled(filled);
    }

    private boolean isWithinLimits() {
        return nodes <= YamlLimits.EXPANDED_NODES && text <= MOST_TEXT;
    }

    /** The template dialect's {@code services.*.volumes[].content} is a file's text, taken as it is. */
    public static boolean isVerbatim(KeyPath path) {
        KeyPath item = path.parent();
        return path.last().equals("content")
                && item != null
                && item.parent() != null
                && item.parent().last().equals("volumes")
                && path.depth() == 5;
    }
}

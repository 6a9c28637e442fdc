package io.portolan.compose.merge;

import io.portolan.compose.report.Findings;
import io.portolan.compose.yaml.Change;
import io.portolan.compose.yaml.Mapping;
import io.portolan.compose.yaml.Node;
import io.portolan.compose.yaml.Scalar;
import io.portolan.compose.yaml.Sequence;
import io.portolan.compose.yaml.YamlLimits;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Merges a later tree over an earlier one. Marks ({@code !reset}, {@code !override}) of the later one stay, for what is
 * earlier still; {@link #settled} takes them away in the end. What cannot be merged is reported, and the later value stands.
 */
final class TreeMerge {
    private final Findings findings;
    /** What is extended often is looked through once. */
    private final IdentityHashMap<Mapping, Mapping> settled = new IdentityHashMap<>();

    private int produced;

    TreeMerge(Findings findings) {
        this.findings = findings;
    }

    Mapping files(Mapping base, Mapping over) {
        return mappings(settled(base), over, List.of());
    }

    Mapping services(Mapping base, Mapping over) {
        return mappings(settled.computeIfAbsent(base, TreeMerge::settled), over, List.of("services", "*"));
    }

    /** @param group a top-level key, like {@code volumes} */
    Node resources(Node base, Node over, String group) {
        return merged(base, over, List.of(group, "*"));
    }

    /** Whether trees became so large that merging has stopped. */
    boolean isExhausted() {
        return produced > YamlLimits.EXPANDED_NODES;
    }

    /** Without what is reset, and without marks. */
    static Mapping settled(Mapping mapping) {
        List<Mapping.Entry> entries = new ArrayList<>();
        boolean same = true;
        for (Mapping.Entry entry : mapping.entries()) {
            if (entry.change() == Change.RESET) {
                same = false;
                continue;
            }
            Node value = entry.value() instanceof Mapping form ? settled(form) : entry.value();
            boolean kept = value == entry.value() && entry.change() == Change.MERGE;
            same &= kept;
            entries.add(kept ? entry : new Mapping.Entry(entry.key(), value));
        }
        return same ? mapping : mapping.with(entries);
    }

    private Mapping mappings(Mapping base, Mapping over, List<String> path) {
        Map<String, Mapping.Entry> entries = new LinkedHashMap<>();
        base.entries().forEach(e -> entries.put(e.name(), e));
        produced += base.entries().size() + over.entries().size();
        if (isExhausted()) {
            return over;
        }
        for (Mapping.Entry entry : over.entries()) {
            Mapping.Entry before = entries.get(entry.name());
            if (before == null || entry.change() != Change.MERGE) {
                entries.put(entry.name(), entry);
            } else {
                List<String> at = new ArrayList<>(path);
                at.add(entry.name());
                entries.put(entry.name(), entry.with(merged(before.value(), entry.value(), at)));
            }
        }
        return new Mapping(over.position(), over.path(), List.copyOf(entries.values()));
    }

    private Node merged(Node base, Node over, List<String> path) {
        MergeRule rule = MergeRule.at(path);
        if (rule == MergeRule.REPLACE) {
            return over;
        }
        if (over.isNull() || base.isNull()) {
            return over.isNull() ? base : over;
        }
        Optional<? extends Node> merged =
                switch (rule) {
                    case DEEP -> deep(base, over, path);
                    case PAIRS ->
                        Shapes.pairs(base).flatMap(b -> Shapes.pairs(over).map(o -> pairs(b, o)));
                    case TEXTS -> lists(Shapes.texts(base), Shapes.texts(over), path);
                    case HOSTS ->
                        lists(Shapes.hosts(base), Shapes.hosts(over), path).map(TreeMerge::distinct);
                    case NAMES -> both(Shapes.names(base, false), Shapes.names(over, false), path);
                    case DEPENDENCIES -> both(Shapes.names(base, true), Shapes.names(over, true), path);
                    case BUILD -> both(Shapes.build(base), Shapes.build(over), path);
                    case LOGGING -> logging(base, over, path);
                    case SUBNETS ->
                        lists(Shapes.texts(base), Shapes.texts(over), path)
                                .map(_ -> new Subnets(this, path).merge((Sequence) base, (Sequence) over));
                    case REPLACE -> Optional.of(over);
                };
        return merged.isPresent() ? merged.get() : impossible(base, over);
    }

    /** A later key without a value has none, whatever the earlier one had. */
    private Mapping pairs(Mapping base, Mapping over) {
        Map<String, Mapping.Entry> entries = new LinkedHashMap<>();
        base.entries().forEach(e -> entries.put(e.name(), e));
        over.entries().forEach(e -> entries.put(e.name(), e));
        produced += entries.size();
        return new Mapping(over.position(), over.path(), List.copyOf(entries.values()));
    }

    private Optional<? extends Node> deep(Node base, Node over, List<String> path) {
        return switch (base) {
            case Scalar _ -> Optional.of(over);
            case Mapping mapping ->
                over instanceof Mapping other ? Optional.of(mappings(mapping, other, path)) : Optional.empty();
            case Sequence list ->
                over instanceof Sequence other ? lists(Optional.of(list), Optional.of(other), path) : Optional.empty();
        };
    }

    Optional<Mapping> both(Optional<Mapping> base, Optional<Mapping> over, List<String> path) {
        return base.flatMap(b -> over.map(o -> mappings(b, o, path)));
    }

    private Optional<Sequence> lists(Optional<Sequence> base, Optional<Sequence> over, List<String> path) {
        return base.flatMap(b -> over.map(o -> {
            produced += b.items().size() + o.items().size();
            if (isExhausted()) {
                return o;
            }
            List<Node> items = new ArrayList<>(b.items());
            items.addAll(o.items());
            return UniqueItems.unique(new Sequence(o.position(), o.path(), items), path);
        }));
    }

    private static Sequence distinct(Sequence list) {
        Set<String> seen = new HashSet<>();
        List<Node> items = list.items().stream()
                .filter(i -> !(i instanceof Scalar text) || seen.add(text.text()))
                .toList();
        return new Sequence(list.position(), list.path(), items);
    }

    private Optional<? extends Node> logging(Node base, Node over, List<String> path) {
        if (!(base instanceof Mapping mapping) || !(over instanceof Mapping other)) {
            return Optional.empty();
        }
        Optional<String> before = mapping.get("driver").map(TreeMerge::text);
        Optional<String> after = other.get("driver").map(TreeMerge::text);
        boolean sameDriver = before.isEmpty() || after.isEmpty() || before.equals(after);
        return Optional.of(sameDriver ? mappings(mapping, other, path) : other);
    }

    static String text(Node node) {
        return node instanceof Scalar scalar ? scalar.text() : "";
    }

    private Node impossible(Node base, Node over) {
        findings.error(
                over,
                "compose.cannot-merge",
                "%s cannot be merged into %s, which stands at %s".formatted(over.kind(), base.kind(), base.position()),
                "write it in the same form, or replace the other with `!override`");
        return over;
    }
}

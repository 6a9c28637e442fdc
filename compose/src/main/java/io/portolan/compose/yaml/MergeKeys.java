package io.portolan.compose.yaml;

import io.portolan.compose.report.Findings;
import io.portolan.compose.report.KeyPath;
import io.portolan.compose.report.Shown;
import io.portolan.model.Diagnostic;
import io.portolan.model.Position;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Makes a mapping of its keys and values, notices duplicate keys, and resolves merge keys ({@code <<: *base}): the
 * mapping's own keys win over merged ones, and of several bases the earlier wins.
 */
final class MergeKeys {
    private final Findings findings;
    private final IdentityHashMap<Node, Change> changes;
    private int merged;

    /** @param changes of nodes with {@code !reset} or {@code !override}, by identity */
    MergeKeys(Findings findings, IdentityHashMap<Node, Change> changes) {
        this.findings = findings;
        this.changes = changes;
    }

    /** @param parts keys and values in turn */
    Mapping mapping(Position position, List<Node> parts) {
        Map<String, Mapping.Entry> own = new LinkedHashMap<>();
        List<Mapping.Entry> bases = new ArrayList<>();
        for (int i = 0; i + 1 < parts.size(); i += 2) {
            if (!(parts.get(i) instanceof Scalar key)) {
                findings.add(Diagnostic.error(
                                "compose.invalid-key",
                                "a key is a text, not " + parts.get(i).kind())
                        .at(parts.get(i).position()));
            } else if (key.text().equals("<<")) {
                bases.add(new Mapping.Entry(key, parts.get(i + 1)));
            } else {
                put(own, key, parts.get(i + 1));
            }
        }
        bases.forEach(base -> merge(base.key(), base.value(), own));
        return new Mapping(position, KeyPath.ROOT, List.copyOf(own.values()));
    }

    private void put(Map<String, Mapping.Entry> own, Scalar key, Node value) {
        Mapping.Entry before =
                own.putIfAbsent(key.text(), new Mapping.Entry(key, value, changes.getOrDefault(value, Change.MERGE)));
        if (before != null) {
            findings.add(Diagnostic.error(
                            "compose.duplicate-key",
                            "the key %s stands here twice: first on line %d"
                                    .formatted(
                                            Shown.quoted(key.text()),
                                            before.key().position().line()))
                    .at(key.position()));
        }
    }

    private void merge(Scalar key, Node base, Map<String, Mapping.Entry> own) {
        switch (base) {
            case Mapping mapping -> merge(mapping, own);
            case Sequence sequence -> {
                for (Node item : sequence.items()) {
                    count(item);
                    if (!(item instanceof Mapping mapping)) {
                        refuse(key, "a list with " + item.kind() + " in it");
                        return;
                    }
                    merge(mapping, own);
                }
            }
            case Scalar scalar -> refuse(key, scalar.isNull() ? "nothing" : scalar.kind());
        }
    }

    private void merge(Mapping base, Map<String, Mapping.Entry> own) {
        for (Mapping.Entry entry : base.entries()) {
            count(entry.key());
            own.putIfAbsent(entry.name(), entry);
        }
    }

    private void count(Node at) {
        merged++;
        if (merged > YamlLimits.EXPANDED_NODES) {
            throw new TreeBuilder.Refused(
                    Diagnostic.error("compose.alias-bomb", "merge keys multiply this file beyond all use")
                            .at(at.position()));
        }
    }

    private void refuse(Scalar key, String what) {
        findings.add(
                Diagnostic.error(
                                "compose.invalid-merge",
                                "a merge key takes a mapping or a list of mappings, not %s (YAML, \"Merge Key\": yaml.org/type/merge.html)"
                                        .formatted(what))
                        .at(key.position())
                        .suggest(
                                "write what it names as a mapping (NAME: value); a list is only repeated whole, as `key: *name`"));
    }
}

package io.portolan.compose.yaml;

import io.portolan.compose.report.KeyPath;
import io.portolan.model.Position;
import java.util.List;
import java.util.Optional;

/** Keys and values, in the order of the file, keys without duplicates. */
public record Mapping(Position position, KeyPath path, List<Entry> entries) implements Node {
    /** @param change what it does to the same entry of an earlier file */
    public record Entry(Scalar key, Node value, Change change) {
        public Entry(Scalar key, Node value) {
            this(key, value, Change.MERGE);
        }

        public Entry with(Node newValue) {
            return new Entry(key, newValue, change);
        }

        public String name() {
            return key.text();
        }
    }

    public Mapping {
        entries = List.copyOf(entries);
    }

    @Override
    public Mapping at(KeyPath newPath) {
        return new Mapping(position, newPath, entries);
    }

    /** The value of {@code key}; a key without a value counts as absent. */
    public Optional<Node> get(String key) {
        return entry(key).map(Entry::value).filter(v -> !v.isNull());
    }

    public Optional<Entry> entry(String key) {
        return entries.stream().filter(e -> e.name().equals(key)).findFirst();
    }

    public Mapping with(List<Entry> newEntries) {
        return new Mapping(position, path, newEntries);
    }

    public boolean has(String key) {
        return entry(key).isPresent();
    }

    @Override
    public String kind() {
        return "a mapping";
    }
}

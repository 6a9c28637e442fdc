package io.portolan.model.stack;

import java.util.Map;
import java.util.Objects;

/**
 * A network of the file: one that the stack makes for itself, or, if {@code external}, one that exists already.
 *
 * @param key the file's key
 * @param name the explicit {@code name:}, else the key
 */
public record DeclaredNetwork(
        String key,
        String name,
        boolean external,
        boolean internal,
        Map<String, String> labels,
        NetworkOptions options) {
    public DeclaredNetwork {
        // Documents of before there were such options have none.
        options = Objects.requireNonNullElseGet(options, NetworkOptions::none);
        Objects.requireNonNull(key, "key");
        Objects.requireNonNull(name, "name");
        labels = Map.copyOf(labels);
    }

    public DeclaredNetwork(String key, String name, boolean external, boolean internal, Map<String, String> labels) {
        this(key, name, external, internal, labels, NetworkOptions.none());
    }
}

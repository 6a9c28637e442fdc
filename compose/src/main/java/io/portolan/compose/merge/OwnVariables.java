package io.portolan.compose.merge;

import io.portolan.compose.interpolate.Variables;
import io.portolan.compose.yaml.Mapping;
import io.portolan.compose.yaml.Node;
import io.portolan.compose.yaml.Scalar;
import io.portolan.compose.yaml.Sequence;
import java.util.Optional;

/** An included file's variables where they are named without a {@code $}: the includer does not know them. */
final class OwnVariables {
    private final Variables variables;

    OwnVariables(Variables variables) {
        this.variables = variables;
    }

    /** Gives {@code environment: [A]} the value of {@code A}. */
    Mapping fill(Mapping root) {
        return root.with(root.entries().stream()
                .map(e -> e.name().equals("services") && e.value() instanceof Mapping services
                        ? e.with(services.with(
                                services.entries().stream().map(this::service).toList()))
                        : e)
                .toList());
    }

    private Mapping.Entry service(Mapping.Entry service) {
        return service.value() instanceof Mapping form
                ? service.with(form.with(form.entries().stream()
                        .map(e -> e.name().equals("environment") ? e.with(environment(e.value())) : e)
                        .toList()))
                : service;
    }

    private Node environment(Node node) {
        return switch (node) {
            case Scalar _ -> node;
            case Mapping form ->
                form.with(form.entries().stream()
                        .map(e -> variables
                                .value(e.name())
                                .filter(_ -> e.value().isNull())
                                .map(v -> e.with(e.key().filled(v)))
                                .orElse(e))
                        .toList());
            case Sequence list ->
                new Sequence(
                        list.position(),
                        list.path(),
                        list.items().stream().map(this::item).toList());
        };
    }

    private Node item(Node item) {
        Optional<String> value = item instanceof Scalar name ? variables.value(name.text()) : Optional.empty();
        return value.isPresent() && item instanceof Scalar name ? name.filled(name.text() + "=" + value.get()) : item;
    }
}

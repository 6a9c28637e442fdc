package io.portolan.compose.config;

import io.portolan.compose.keys.Quantities;
import io.portolan.compose.yaml.Mapping;
import io.portolan.compose.yaml.Node;
import io.portolan.compose.yaml.Scalar;
import io.portolan.compose.yaml.Sequence;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One mapping's canonical form in the making: each method takes keys of the source, brings their values into one spelling
 * and leaves out what says nothing. What is of a wrong kind is left out too: the loader reports it.
 */
final class Form {
    private final Mapping source;
    private final Map<String, @Nullable Object> keys = new TreeMap<>();

    Form(Mapping source) {
        this.source = source;
    }

    static Form of(@Nullable Node source) {
        return new Form(source instanceof Mapping mapping ? mapping : Trees.EMPTY);
    }

    Map<String, @Nullable Object> keys() {
        return keys;
    }

    Form put(String key, @Nullable Object value) {
        keys.put(key, value);
        return this;
    }

    /** Unless the value is an empty text, list or mapping. */
    Form unlessEmpty(String key, Object value) {
        boolean empty = value.equals("")
                || (value instanceof List<?> list && list.isEmpty())
                || (value instanceof Map<?, ?> map && map.isEmpty());
        return empty ? this : put(key, value);
    }

    Form texts(String... names) {
        for (String name : names) {
            scalar(name).ifPresent(s -> unlessEmpty(name, s.text()));
        }
        return this;
    }

    /** Where false says the same as nothing. */
    Form flags(String... names) {
        for (String name : names) {
            scalar(name).flatMap(Form::bool).filter(b -> b).ifPresent(b -> put(name, b));
        }
        return this;
    }

    Form booleans(String... names) {
        for (String name : names) {
            scalar(name).flatMap(Form::bool).ifPresent(b -> put(name, b));
        }
        return this;
    }

    /** Where zero says the same as nothing. */
    Form numbers(String... names) {
        for (String name : names) {
            scalar(name)
                    .flatMap(s -> Trees.number(s.text()))
                    .filter(n -> n.signum() != 0)
                    .ifPresent(n -> put(name, n));
        }
        return this;
    }

    Form counts(String... names) {
        for (String name : names) {
            scalar(name).flatMap(s -> Trees.number(s.text())).ifPresent(n -> put(name, n));
        }
        return this;
    }

    Form bytes(String... names) {
        for (String name : names) {
            scalar(name).ifPresent(s -> {
                String bytes = Trees.number(s.text())
                        .map(BigDecimal::toPlainString)
                        .or(() -> Quantities.bytes(s.text()).stream()
                                .mapToObj(String::valueOf)
                                .findFirst())
                        .orElse("0");
                unlessEmpty(name, bytes.equals("0") ? "" : bytes);
            });
        }
        return this;
    }

    Form durations(String... names) {
        for (String name : names) {
            scalar(name).flatMap(s -> Quantities.duration(s.text())).ifPresent(d -> put(name, GoDuration.of(d)));
        }
        return this;
    }

    /** One text or a list of texts. */
    Form lists(String... names) {
        for (String name : names) {
            unlessEmpty(name, Trees.texts(source.get(name)));
        }
        return this;
    }

    /** A mapping or a list of {@code key=value}; a key without a value has an empty one. */
    Form pairs(String... names) {
        for (String name : names) {
            Map<String, Object> pairs = new TreeMap<>();
            Trees.pairs(source.get(name)).forEach((key, value) -> pairs.put(key, value == null ? "" : value));
            unlessEmpty(name, pairs);
        }
        return this;
    }

    Form nested(String name, Function<Form, Form> form) {
        source.get(name)
                .filter(Mapping.class::isInstance)
                .ifPresent(n -> put(name, form.apply(Form.of(n)).keys()));
        return this;
    }

    Form items(String name, Function<Form, Form> form) {
        List<Object> items = new ArrayList<>();
        for (Node item : Trees.items(source.get(name))) {
            items.add(form.apply(Form.of(item)).keys());
        }
        return unlessEmpty(name, items);
    }

    Optional<Node> node(String name) {
        return source.get(name);
    }

    Optional<Scalar> scalar(String name) {
        return source.get(name).filter(Scalar.class::isInstance).map(Scalar.class::cast);
    }

    private static Optional<Boolean> bool(Scalar scalar) {
        return Trees.bool(scalar.text());
    }

    List<Node> sequence(String name) {
        return source.get(name).orElse(source) instanceof Sequence list ? list.items() : List.of();
    }
}

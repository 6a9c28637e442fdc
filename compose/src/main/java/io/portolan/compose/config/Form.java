package io.portolan.compose.config;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A mapping in the making that leaves out what says nothing. */
final class Form {
    private final Map<String, @Nullable Object> keys = new TreeMap<>();

    void put(String key, Object value) {
        keys.put(key, value instanceof Enum<?> word ? word.name().toLowerCase(Locale.ROOT) : value);
    }

    /** A text that says something. */
    void text(String key, String value) {
        if (!value.isEmpty()) {
            keys.put(key, escaped(value));
        }
    }

    /** A number that is not the default, 0. */
    void number(String key, int value) {
        if (value != 0) {
            keys.put(key, value);
        }
    }

    void nullable(String key, @Nullable Object value) {
        keys.put(key, value);
    }

    void flag(String key, boolean value) {
        if (value) {
            keys.put(key, true);
        }
    }

    void list(String key, List<?> values) {
        if (!values.isEmpty()) {
            keys.put(key, values);
        }
    }

    void maps(String key, Map<String, ?> values) {
        if (!values.isEmpty()) {
            keys.put(key, new TreeMap<>(values));
        }
    }

    Map<String, @Nullable Object> keys() {
        return keys;
    }

    /** The canonical form can be read again: a dollar sign begins no variable there. */
    static String escaped(String text) {
        return text.replace("$", "$$");
    }

    static Map<String, String> escaped(Map<String, String> texts) {
        Map<String, String> all = new TreeMap<>();
        texts.forEach((key, value) -> all.put(key, escaped(value)));
        return all;
    }
}

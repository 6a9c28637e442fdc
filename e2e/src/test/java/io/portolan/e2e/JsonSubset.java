package io.portolan.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.StreamSupport;

/**
 * Whether a document has what another one names. What is not named may be anything. Of a list all elements are named, in
 * their order, but {@code {"<has>": […]}} names some of them; {@code "<only>": […]} names all keys of an object.
 */
final class JsonSubset {
    private static final String HAS = "<has>";
    private static final String ONLY = "<only>";

    private final UnaryOperator<String> fill;
    private final List<String> differences = new ArrayList<>();

    private JsonSubset(UnaryOperator<String> fill) {
        this.fill = fill;
    }

    /** @param fill gives the texts and keys that are expected their final form */
    static List<String> differences(String name, JsonNode expected, JsonNode actual, UnaryOperator<String> fill) {
        JsonSubset subset = new JsonSubset(fill);
        subset.compare(name, expected, actual);
        return subset.differences;
    }

    private void compare(String path, JsonNode expected, JsonNode actual) {
        if (expected.isObject() && expected.has(HAS)) {
            expected.get(HAS).forEach(e -> has(path, e, actual));
        } else if (expected.isObject()) {
            object(path, expected, actual);
        } else if (expected.isArray()) {
            array(path, expected, actual);
        } else if (!(actual.isValueNode() && !actual.isNull() && text(expected).equals(actual.asText()))) {
            differ(path, text(expected), actual);
        }
    }

    private void has(String path, JsonNode element, JsonNode actual) {
        boolean found = StreamSupport.stream(actual.spliterator(), false)
                .anyMatch(a -> differences(path, element, a, fill).isEmpty());
        if (!found) {
            differ(path, "an element " + filled(element), actual);
        }
    }

    private void object(String path, JsonNode expected, JsonNode actual) {
        if (!actual.isObject()) {
            differ(path, filled(expected), actual);
            return;
        }
        for (Map.Entry<String, JsonNode> field : expected.properties()) {
            if (field.getKey().equals(ONLY)) {
                only(path, field.getValue(), actual);
            } else {
                String key = fill.apply(field.getKey());
                compare(path + "." + key, field.getValue(), actual.path(key));
            }
        }
    }

    private void only(String path, JsonNode keys, JsonNode actual) {
        TreeSet<String> wanted = new TreeSet<>();
        keys.forEach(k -> wanted.add(text(k)));
        TreeSet<String> there = new TreeSet<>();
        actual.fieldNames().forEachRemaining(there::add);
        if (!wanted.equals(there)) {
            differences.add("%s: expected the keys %s, but they are %s".formatted(path, wanted, there));
        }
    }

    /** The engine writes an empty list as null, too. */
    private void array(String path, JsonNode expected, JsonNode actual) {
        boolean bothEmpty = expected.isEmpty() && (actual.isNull() || actual.isEmpty());
        if (bothEmpty) {
            return;
        }
        if (!actual.isArray() || actual.size() != expected.size()) {
            differ(path, filled(expected), actual);
            return;
        }
        for (int i = 0; i < expected.size(); i++) {
            compare(path + "[" + i + "]", expected.get(i), actual.get(i));
        }
    }

    private String text(JsonNode expected) {
        return fill.apply(expected.asText());
    }

    private String filled(JsonNode expected) {
        return fill.apply(expected.toString());
    }

    private void differ(String path, String expected, JsonNode actual) {
        differences.add("%s: expected %s, but it is %s"
                .formatted(path, expected, actual.isMissingNode() ? "missing" : actual.toString()));
    }
}

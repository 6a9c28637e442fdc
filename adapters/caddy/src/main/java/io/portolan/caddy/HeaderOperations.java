package io.portolan.caddy;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.TreeMap;

/** Headers that are set and removed. Caddy removes after it has set. */
final class HeaderOperations {
    private HeaderOperations() {}

    /** @param rules an empty value removes; a value means itself */
    static void write(Map<String, String> rules, ObjectNode node) {
        Map<String, String> values = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        rules.forEach((name, value) -> values.put(name, Placeholders.literal(value)));
        writePlaceholders(values, node);
    }

    /** @param values the same, with placeholders */
    static void writePlaceholders(Map<String, String> values, ObjectNode node) {
        ObjectNode set = Json.object();
        ArrayNode delete = Json.array();
        values.forEach((name, value) -> {
            if (value.isEmpty()) {
                delete.add(name);
            } else {
                set.putArray(name).add(value);
            }
        });
        if (!set.isEmpty()) {
            node.set("set", set);
        }
        if (!delete.isEmpty()) {
            node.set("delete", delete);
        }
    }
}

package io.portolan.cli.client;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** JSON trees: the command line shows what the API says and needs no records of its own for it. */
public final class Json {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private Json() {}

    public static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    public static JsonNode parse(String text) throws JsonProcessingException {
        return MAPPER.readTree(text);
    }

    /** A tree of maps, lists, texts, numbers and booleans. */
    public static JsonNode of(Object value) {
        return MAPPER.valueToTree(value);
    }

    /** On one line. */
    public static String compact(JsonNode node) {
        return node.toString();
    }

    /** On several lines, for people who look at it. */
    public static String pretty(JsonNode node) {
        return node.toPrettyString();
    }

    /** The elements of an array, none where there is no array. */
    public static List<JsonNode> list(JsonNode node, String field) {
        List<JsonNode> elements = new ArrayList<>();
        node.path(field).forEach(elements::add);
        return elements;
    }

    public static List<String> texts(JsonNode node, String field) {
        return list(node, field).stream().map(JsonNode::asText).toList();
    }

    /** A text, "" where there is none. */
    public static String text(JsonNode node, String field) {
        JsonNode value = node.path(field);
        return value.isNull() ? "" : value.asText("");
    }

    /** An instant, as text or as a number of seconds. */
    public static Optional<Instant> instant(JsonNode node, String field) {
        JsonNode value = node.path(field);
        if (value.isNumber()) {
            return Optional.of(Instant.ofEpochMilli(Math.round(value.asDouble() * 1000)));
        }
        if (!value.isTextual()) {
            return Optional.empty();
        }
        try {
            return Optional.of(Instant.parse(value.asText()));
        } catch (DateTimeException e) {
            // An age that cannot be told is left out of a table; it is no reason to show nothing.
            return Optional.empty();
        }
    }
}

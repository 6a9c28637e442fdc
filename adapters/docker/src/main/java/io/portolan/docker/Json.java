package io.portolan.docker;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.portolan.model.Secret;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Pieces of the engine's JSON. Maps are written in order of their keys, so that equal values have equal text. */
final class Json {
    private Json() {}

    static ObjectNode object() {
        return EngineHttp.JSON.createObjectNode();
    }

    static ObjectNode object(Map<String, String> entries) {
        ObjectNode json = object();
        new TreeMap<>(entries).forEach(json::put);
        return json;
    }

    static ArrayNode array(List<String> texts) {
        ArrayNode json = EngineHttp.JSON.createArrayNode();
        texts.forEach(json::add);
        return json;
    }

    /** Sets a list that says something. */
    static void put(ObjectNode json, String name, List<String> texts) {
        if (!texts.isEmpty()) {
            json.set(name, array(texts));
        }
    }

    static ArrayNode revealed(List<Secret> secrets) {
        return array(secrets.stream().map(Secret::reveal).toList());
    }
}

package io.portolan.haproxy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.portolan.model.route.Route.Upstream;
import io.portolan.model.route.Target;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;

/** An allocation as JSON, beside the files that were made with it. */
final class AllocationDocument {
    private static final ObjectMapper MAPPER = JsonMapper.builder().build();

    private AllocationDocument() {}

    static byte[] write(Allocation allocation) {
        ObjectNode root = MAPPER.createObjectNode();
        ObjectNode places = root.putObject("places");
        allocation.places().forEach(places::put);
        ObjectNode backends = root.putObject("backends");
        allocation.backends().forEach((number, b) -> write(b, backends.putObject(number.toString())));
        try {
            return MAPPER.writeValueAsBytes(root);
        } catch (IOException e) {
            throw new IllegalStateException("a JSON tree is always writable", e);
        }
    }

    private static void write(Backend backend, ObjectNode node) {
        Shape shape = backend.shape();
        node.put("protocol", shape.protocol().name())
                .put("sticky", shape.sticky())
                .put("compress", shape.compress())
                .put("resting", shape.resting())
                .put("milliseconds", shape.milliseconds());
        ArrayNode slots = node.putArray("slots");
        for (Slot slot : backend.slots()) {
            switch (slot) {
                case Slot.Empty _ -> slots.addObject();
                case Slot.Serving(var upstream) -> write("serving", upstream, slots.addObject());
                case Slot.Leaving(var upstream) -> write("leaving", upstream, slots.addObject());
            }
        }
    }

    private static void write(String state, Upstream upstream, ObjectNode node) {
        node.put("state", state).put("host", upstream.host()).put("port", upstream.port());
    }

    static Allocation read(byte[] document) throws IOException {
        JsonNode root = MAPPER.readTree(document);
        NavigableMap<String, Integer> places = new TreeMap<>();
        root.path("places")
                .properties()
                .forEach(e -> places.put(e.getKey(), e.getValue().asInt()));
        NavigableMap<Integer, Backend> backends = new TreeMap<>();
        try {
            root.path("backends")
                    .properties()
                    .forEach(e -> backends.put(Integer.parseInt(e.getKey()), backend(e.getValue())));
        } catch (IllegalArgumentException e) {
            throw new IOException("not an allocation of backends: " + e.getMessage(), e);
        }
        return new Allocation(places, backends);
    }

    private static Backend backend(JsonNode node) {
        List<Slot> slots = new ArrayList<>();
        node.path("slots").forEach(s -> slots.add(slot(s)));
        Shape shape = new Shape(
                Target.Protocol.valueOf(node.path("protocol").asText()),
                node.path("sticky").asBoolean(),
                node.path("compress").asBoolean(),
                node.path("resting").asBoolean(),
                node.path("milliseconds").asLong(),
                slots.size());
        return new Backend(shape, slots);
    }

    private static Slot slot(JsonNode node) {
        Upstream upstream =
                new Upstream(node.path("host").asText(), node.path("port").asInt());
        return switch (node.path("state").asText()) {
            case "serving" -> new Slot.Serving(upstream);
            case "leaving" -> new Slot.Leaving(upstream);
            default -> new Slot.Empty();
        };
    }
}

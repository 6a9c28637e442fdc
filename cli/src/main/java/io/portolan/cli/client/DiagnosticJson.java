package io.portolan.cli.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.portolan.model.Diagnostic;
import io.portolan.model.Position;
import io.portolan.model.Severity;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Diagnostics as they stand in documents: severity in lower case, the position in {@code path}, {@code line}, {@code column}. */
public final class DiagnosticJson {
    private DiagnosticJson() {}

    /** Those in a document's {@code diagnostics}. */
    public static List<Diagnostic> in(JsonNode document) {
        return Json.list(document, "diagnostics").stream()
                .map(DiagnosticJson::read)
                .toList();
    }

    private static Diagnostic read(JsonNode node) {
        return new Diagnostic(
                severity(Json.text(node, "severity")),
                Json.text(node, "code"),
                Json.text(node, "message"),
                position(node),
                optional(node, "resource"),
                optional(node, "suggestion"));
    }

    private static Severity severity(String word) {
        return switch (word.toLowerCase(Locale.ROOT)) {
            case "warning" -> Severity.WARNING;
            case "info" -> Severity.INFO;
            // What a newer daemon calls otherwise is better shown as too grave than as too light.
            default -> Severity.ERROR;
        };
    }

    private static @Nullable Position position(JsonNode node) {
        String path = Json.text(node, "path");
        if (path.isEmpty()) {
            return null;
        }
        return new Position(
                path,
                Math.max(1, node.path("line").asInt(1)),
                Math.max(1, node.path("column").asInt(1)));
    }

    private static @Nullable String optional(JsonNode node, String field) {
        String text = Json.text(node, field);
        return text.isEmpty() ? null : text;
    }

    public static ArrayNode array(List<Diagnostic> diagnostics) {
        ArrayNode array = JsonNodeFactory.instance.arrayNode();
        diagnostics.forEach(d -> array.add(write(d)));
        return array;
    }

    private static ObjectNode write(Diagnostic diagnostic) {
        ObjectNode node = Json.object()
                .put("severity", diagnostic.severity().name().toLowerCase(Locale.ROOT))
                .put("code", diagnostic.code())
                .put("message", diagnostic.message());
        Position position = diagnostic.position();
        if (position != null) {
            node.put("path", position.path()).put("line", position.line()).put("column", position.column());
        }
        if (diagnostic.resource() != null) {
            node.put("resource", diagnostic.resource());
        }
        if (diagnostic.suggestion() != null) {
            node.put("suggestion", diagnostic.suggestion());
        }
        return node;
    }
}

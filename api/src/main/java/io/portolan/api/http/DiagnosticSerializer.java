package io.portolan.api.http;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import io.portolan.model.Diagnostic;
import io.portolan.model.Position;
import java.io.IOException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Writes a diagnostic flat, its position as {@code path}, {@code line} and {@code column}. */
final class DiagnosticSerializer extends StdSerializer<Diagnostic> {
    DiagnosticSerializer() {
        super(Diagnostic.class);
    }

    @Override
    public void serialize(Diagnostic diagnostic, JsonGenerator json, SerializerProvider provider) throws IOException {
        json.writeStartObject();
        json.writeStringField("severity", diagnostic.severity().name().toLowerCase(Locale.ROOT));
        json.writeStringField("code", diagnostic.code());
        json.writeStringField("message", diagnostic.message());
        position(diagnostic.position(), json);
        text("resource", diagnostic.resource(), json);
        text("suggestion", diagnostic.suggestion(), json);
        json.writeEndObject();
    }

    private static void position(@Nullable Position position, JsonGenerator json) throws IOException {
        if (position == null) {
            json.writeNullField("path");
            json.writeNullField("line");
            json.writeNullField("column");
            return;
        }
        json.writeStringField("path", position.path());
        json.writeNumberField("line", position.line());
        json.writeNumberField("column", position.column());
    }

    private static void text(String field, @Nullable String value, JsonGenerator json) throws IOException {
        if (value == null) {
            json.writeNullField(field);
        } else {
            json.writeStringField(field, value);
        }
    }
}

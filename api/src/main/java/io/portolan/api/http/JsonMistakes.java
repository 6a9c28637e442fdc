package io.portolan.api.http;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import io.portolan.model.Diagnostic;
import io.portolan.model.Position;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Says what is wrong with a body, and where. Never repeats a value: it may be a secret. */
final class JsonMistakes {
    private JsonMistakes() {}

    static Diagnostic diagnostic(JacksonException thrown) {
        return switch (thrown) {
            case UnrecognizedPropertyException unknown -> unknown(unknown);
            case MismatchedInputException mismatch -> mismatch(mismatch);
            case JsonMappingException mapping
            when mapping.getCause() instanceof JacksonException cause -> diagnostic(cause);
            default ->
                Diagnostic.error("json.invalid", "the body is not valid JSON: " + syntax(thrown))
                        .at(position(thrown.getLocation()));
        };
    }

    private static Diagnostic unknown(UnrecognizedPropertyException thrown) {
        Collection<Object> known = Objects.requireNonNullElse(thrown.getKnownPropertyIds(), List.of());
        String names = known.stream().map(String::valueOf).sorted().collect(Collectors.joining(", "));
        return Diagnostic.error("json.unknown-property", "the body has an unknown property \"" + path(thrown) + "\"")
                .at(position(thrown.getLocation()))
                .suggest("known here: " + names);
    }

    private static Diagnostic mismatch(MismatchedInputException thrown) {
        String where = path(thrown);
        String expected = expected(thrown.getTargetType());
        String message = where.isEmpty()
                ? "the body is empty or not " + expected
                : "\"" + where + "\" is missing or not " + expected;
        return Diagnostic.error("json.invalid", message).at(position(thrown.getLocation()));
    }

    /** Jackson's words for a syntax error quote at most the token that they stumbled over. */
    private static String syntax(JacksonException thrown) {
        return thrown instanceof JsonParseException ? thrown.getOriginalMessage() : "it breaks a limit or ends early";
    }

    private static String path(JsonMappingException thrown) {
        StringBuilder path = new StringBuilder();
        for (JsonMappingException.Reference step : thrown.getPath()) {
            if (step.getFieldName() == null) {
                path.append('[').append(step.getIndex()).append(']');
            } else {
                path.append(path.isEmpty() ? "" : ".").append(step.getFieldName());
            }
        }
        return path.toString();
    }

    private static String expected(@Nullable Class<?> type) {
        if (type == null) {
            return "what is expected there";
        }
        if (type == String.class) {
            return "a string";
        }
        if (type == int.class || type == Integer.class) {
            return "an integer";
        }
        if (type == boolean.class || type == Boolean.class) {
            return "true or false";
        }
        if (Collection.class.isAssignableFrom(type)) {
            return "an array";
        }
        return type == byte[].class ? "a Base64 string" : "an object of the right form";
    }

    private static @Nullable Position position(@Nullable JsonLocation location) {
        return location == null || location.getLineNr() < 1 || location.getColumnNr() < 1
                ? null
                : new Position("body", location.getLineNr(), location.getColumnNr());
    }
}

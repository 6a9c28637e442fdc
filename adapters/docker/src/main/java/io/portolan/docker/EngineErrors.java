package io.portolan.docker;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.portolan.engine.port.RuntimeFault;
import io.portolan.engine.port.RuntimeFault.Kind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** The engine's errors, sorted into the kinds that make a difference. */
final class EngineErrors {
    private EngineErrors() {}

    /** Throws unless the status is a good one; 304 says that it was so already. */
    static void check(int status, byte[] body, String what) throws IOException {
        if (status >= 400) {
            String message = message(body);
            throw new RuntimeFault(
                    kind(status, message), explained(message.isEmpty() ? what + ": HTTP " + status : message));
        }
    }

    private static String message(byte[] body) {
        String text = new String(body, StandardCharsets.UTF_8).strip();
        try {
            JsonNode json = EngineHttp.JSON.readTree(text);
            return json == null || !json.path("message").isTextual()
                    ? text
                    : json.get("message").asText();
        } catch (JsonProcessingException e) {
            // Some errors of old engines are plain text: then the text is the message.
            return text;
        }
    }

    static Kind kind(int status, String message) {
        String text = message.toLowerCase(Locale.ROOT);
        if (text.contains("no space left on device")) {
            return Kind.DISK_FULL;
        }
        if (text.contains("no such image")
                || text.contains("pull access denied")
                || text.contains("manifest unknown")
                || text.contains("manifest for ")
                || text.contains("repository does not exist")) {
            return Kind.IMAGE_NOT_FOUND;
        }
        if (text.contains("port is already allocated") || text.contains("address already in use")) {
            return Kind.CONFLICT;
        }
        return switch (status) {
            case 404 -> Kind.NOT_FOUND;
            case 409 -> Kind.CONFLICT;
            default -> text.contains("pool overlaps") ? Kind.CONFLICT : Kind.REFUSED;
        };
    }

    private static String explained(String message) {
        return "the engine says: " + message;
    }

    static RuntimeFault unreachable(String endpoint, Throwable cause) {
        Throwable root = cause;
        while (root.getCause() != null && root.getCause() != root) {
            root = root.getCause();
        }
        String why = root.getMessage() == null ? root.getClass().getSimpleName() : root.getMessage();
        return new RuntimeFault(
                Kind.UNREACHABLE, "the Docker Engine at " + endpoint + " cannot be reached: " + why, cause);
    }
}

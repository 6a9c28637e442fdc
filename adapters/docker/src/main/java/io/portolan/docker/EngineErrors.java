package io.portolan.docker;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.portolan.engine.port.RuntimeFault;
import io.portolan.engine.port.RuntimeFault.Kind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.stream.Stream;

/** The engine's errors, sorted into the kinds that make a difference. */
final class EngineErrors {
    private EngineErrors() {}

    /** @param purpose what was tried, in words that follow "cannot" */
    static RuntimeFault fault(String purpose, int status, byte[] body) throws IOException {
        String said = message(body);
        return new RuntimeFault(
                kind(status, said), "cannot " + purpose + ": " + (said.isEmpty() ? "HTTP status " + status : said));
    }

    private static String message(byte[] body) throws IOException {
        String text = new String(body, StandardCharsets.UTF_8).strip();
        try {
            JsonNode message = EngineHttp.JSON.readTree(text).path("message");
            return message.isTextual() ? message.asText().strip() : text;
        } catch (JsonProcessingException e) {
            // Some errors are plain text: then the text is the message.
            return text;
        }
    }

    static Kind kind(int status, String said) {
        String text = said.toLowerCase(Locale.ROOT);
        if (text.contains("no space left on device")) {
            return Kind.DISK_FULL;
        }
        if (text.contains("no such image")) {
            return Kind.IMAGE_NOT_FOUND;
        }
        if (hasAny(
                text,
                "port is already allocated",
                "address already in use",
                "pool overlaps",
                "has active endpoints",
                "is already in use")) {
            return Kind.CONFLICT;
        }
        return switch (status) {
            case 404 -> Kind.NOT_FOUND;
            case 409 -> Kind.CONFLICT;
            default -> Kind.REFUSED;
        };
    }

    /** Registries word "there is none, or none for you" in many ways; to the person it is the same. */
    static RuntimeFault pullFault(Kind kind, String message) {
        String text = message.toLowerCase(Locale.ROOT);
        boolean absent = kind == Kind.NOT_FOUND
                || text.endsWith("not found")
                || hasAny(text, "manifest unknown", "manifest for", "name unknown", "no matching manifest")
                || hasAny(text, "pull access denied", "repository does not exist", "unauthorized", "response: denied");
        if (absent) {
            return new RuntimeFault(
                    Kind.IMAGE_NOT_FOUND,
                    message + " (its registry has no such image for this server, or shows it only after a login)");
        }
        // As net/http and net of Go word it, whose errors the engine passes on.
        boolean unreached = hasAny(text, "dial tcp", "no such host", "i/o timeout", "tls handshake timeout")
                || hasAny(text, "client.timeout", "context deadline exceeded", "connection reset", "x509:");
        return new RuntimeFault(unreached ? Kind.REGISTRY_UNREACHABLE : kind, message);
    }

    private static boolean hasAny(String text, String... parts) {
        return Stream.of(parts).anyMatch(text::contains);
    }

    static RuntimeFault unreachable(String purpose, DockerEndpoint endpoint, String why, Throwable cause) {
        return new RuntimeFault(
                Kind.UNREACHABLE,
                "cannot " + purpose + ": the Docker Engine at " + endpoint + " cannot be reached: " + why,
                cause);
    }
}

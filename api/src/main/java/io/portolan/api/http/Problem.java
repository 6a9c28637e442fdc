package io.portolan.api.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.portolan.model.Diagnostic;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The one form of every error answer (RFC 9457).
 *
 * @param type a URN that names the {@link ProblemKind}
 * @param detail what is wrong with this request, in a sentence
 * @param instance of an internal failure: the id under which the log tells more; otherwise left out
 */
public record Problem(
        String type,
        String title,
        int status,
        String detail,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String instance,
        List<Diagnostic> diagnostics) {
    public static final String CONTENT_TYPE = "application/problem+json";

    public Problem {
        diagnostics = List.copyOf(diagnostics);
    }

    public static Problem of(ProblemKind kind, List<Diagnostic> diagnostics) {
        String detail =
                diagnostics.isEmpty() ? kind.title() : diagnostics.getFirst().message();
        return new Problem(kind.type(), kind.title(), kind.status(), detail, null, diagnostics);
    }

    /** A failure whose cause is in the log only, under {@code errorId}. */
    public static Problem internal(String errorId) {
        ProblemKind kind = ProblemKind.INTERNAL;
        return new Problem(
                kind.type(),
                kind.title(),
                kind.status(),
                "Something went wrong inside Portolan. Its log says more about error " + errorId + ".",
                "urn:portolan:error:" + errorId,
                List.of());
    }

    /** A status that the HTTP server itself decided on, such as 400 for a request that is not HTTP. */
    public static Problem plain(int status, String title) {
        return new Problem("about:blank", title, status, title, null, List.of());
    }
}

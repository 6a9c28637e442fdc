package io.portolan.api.http;

import io.portolan.model.Diagnostic;
import java.util.List;

/** Thrown where the request fails before any service is asked: no token, body too large, parameter unknown. */
public final class HttpProblem extends RuntimeException {
    private final ProblemKind kind;
    private final transient List<Diagnostic> diagnostics;

    public HttpProblem(ProblemKind kind, Diagnostic diagnostic) {
        super(diagnostic.message());
        this.kind = kind;
        this.diagnostics = List.of(diagnostic);
    }

    public static HttpProblem invalid(String code, String message) {
        return new HttpProblem(ProblemKind.INVALID, Diagnostic.error(code, message));
    }

    public static HttpProblem invalid(String code, String message, String suggestion) {
        return new HttpProblem(
                ProblemKind.INVALID, Diagnostic.error(code, message).suggest(suggestion));
    }

    public ProblemKind kind() {
        return kind;
    }

    public Problem problem() {
        return Problem.of(kind, diagnostics);
    }
}

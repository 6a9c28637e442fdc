package io.portolan.engine.service;

import io.portolan.model.Diagnostic;
import java.util.List;

/**
 * A request that cannot be carried out, with everything that is wrong with it. Thrown by the services at their edge only,
 * so that the API maps it once to a problem document.
 */
public final class Refused extends RuntimeException {
    public enum Kind {
        /** The request itself is wrong (400). */
        INVALID,
        /** There is no such thing (404). */
        NOT_FOUND,
        /** Somebody else holds it, or the world moved since (409). */
        CONFLICT,
        /** The plan has errors (422). */
        PLAN_ERRORS,
        /** The server's engine was asked and could not do it (502): nothing is wrong with the request's form. */
        ENGINE,
        /** The server's engine cannot be reached (503). */
        UNREACHABLE,
        /** There is no room left on the server (507). */
        DISK_FULL
    }

    private final Kind kind;
    private final transient List<Diagnostic> diagnostics;

    public Refused(Kind kind, List<Diagnostic> diagnostics) {
        super(diagnostics.isEmpty() ? kind.name() : diagnostics.getFirst().message());
        this.kind = kind;
        this.diagnostics = List.copyOf(diagnostics);
    }

    public Refused(Kind kind, Diagnostic diagnostic) {
        this(kind, List.of(diagnostic));
    }

    public Kind kind() {
        return kind;
    }

    public List<Diagnostic> diagnostics() {
        return diagnostics;
    }
}

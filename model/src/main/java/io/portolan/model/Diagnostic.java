package io.portolan.model;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Something a person should know about what they asked for. Diagnostics are accumulated, never thrown.
 *
 * @param severity an error refuses the plan
 * @param code stable, lower case, dotted (for example {@code compose.unknown-key}), for programs and documentation
 * @param message what is wrong and why, in a sentence; never holds a secret
 * @param position where in the person's file, if it is about a file
 * @param resource what it is about otherwise (for example {@code stack blog, service wordpress})
 * @param suggestion what to do next
 */
public record Diagnostic(
        Severity severity,
        String code,
        String message,
        @Nullable Position position,
        @Nullable String resource,
        @Nullable String suggestion) {
    private static final String DRIFT = "drift.";

    public Diagnostic {
        Objects.requireNonNull(severity, "severity");
        Objects.requireNonNull(code, "code");
        Objects.requireNonNull(message, "message");
    }

    public static Diagnostic error(String code, String message) {
        return new Diagnostic(Severity.ERROR, code, message, null, null, null);
    }

    public static Diagnostic warning(String code, String message) {
        return new Diagnostic(Severity.WARNING, code, message, null, null, null);
    }

    public static Diagnostic info(String code, String message) {
        return new Diagnostic(Severity.INFO, code, message, null, null, null);
    }

    public Diagnostic at(@Nullable Position newPosition) {
        return new Diagnostic(severity, code, message, newPosition, resource, suggestion);
    }

    public Diagnostic about(String newResource) {
        return new Diagnostic(severity, code, message, position, newResource, suggestion);
    }

    public Diagnostic suggest(String newSuggestion) {
        return new Diagnostic(severity, code, message, position, resource, newSuggestion);
    }

    /** The same error where it refuses nothing: what it is about is there, and is left as it is. */
    public Diagnostic asDrift() {
        return isError()
                ? new Diagnostic(Severity.WARNING, DRIFT + code, message, position, resource, suggestion)
                : this;
    }

    public boolean isDrift() {
        return code.startsWith(DRIFT);
    }

    public boolean isError() {
        return severity == Severity.ERROR;
    }

    public static boolean anyError(List<Diagnostic> diagnostics) {
        return diagnostics.stream().anyMatch(Diagnostic::isError);
    }
}

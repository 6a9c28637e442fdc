package io.portolan.api.http;

import io.portolan.engine.service.Refused;
import java.util.Locale;

/** The kinds of problem documents: what {@code type}, {@code title} and {@code status} say together. */
public enum ProblemKind {
    INVALID(400, "The request is not valid"),
    UNAUTHORIZED(401, "A token is needed"),
    NOT_FOUND(404, "There is no such thing"),
    METHOD_NOT_ALLOWED(405, "This method does not work here"),
    CONFLICT(409, "Somebody else holds it, or the world has moved"),
    TOO_LARGE(413, "The request is too large"),
    PLAN_ERRORS(422, "The plan has errors"),
    KEY_REUSED(422, "The idempotency key belongs to another request"),
    INTERNAL(500, "Portolan failed"),
    ENGINE(502, "The server's engine could not do it"),
    UNREACHABLE(503, "A server or its proxy cannot be reached"),
    BUSY(503, "Another program holds what is needed"),
    DISK_FULL(507, "There is no room left");

    private final int status;
    private final String title;

    ProblemKind(int status, String title) {
        this.status = status;
        this.title = title;
    }

    public static ProblemKind of(Refused.Kind kind) {
        return switch (kind) {
            case INVALID -> INVALID;
            case NOT_FOUND -> NOT_FOUND;
            case CONFLICT -> CONFLICT;
            case PLAN_ERRORS -> PLAN_ERRORS;
            case ENGINE -> ENGINE;
            case UNREACHABLE -> UNREACHABLE;
            case DISK_FULL -> DISK_FULL;
        };
    }

    public int status() {
        return status;
    }

    public String title() {
        return title;
    }

    public String type() {
        return "urn:portolan:problem:" + name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}

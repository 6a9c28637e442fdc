package io.portolan.api.http;

import io.javalin.http.Context;
import io.portolan.engine.service.Platform;
import io.portolan.model.Diagnostic;

/** Lets only requests with a known token pass. Everything but {@code /health/} needs one, also what does not exist. */
public final class BearerAuth {
    private static final String SCHEME = "Bearer ";
    private static final int LONGEST = 512;

    private final Platform.TokenCheck tokens;

    public BearerAuth(Platform.TokenCheck tokens) {
        this.tokens = tokens;
    }

    /** Throws a 401 where the request has no token, or not one of ours. */
    public void check(Context ctx) {
        if (isOpen(ctx.path())) {
            return;
        }
        String header = ctx.header("Authorization");
        if (header == null || !header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            throw refused("token.missing", "the request carries no bearer token");
        }
        String token = header.substring(SCHEME.length()).strip();
        if (token.isEmpty() || token.length() > LONGEST || !tokens.accepts(token)) {
            throw refused("token.unknown", "the bearer token is not one of this instance");
        }
    }

    private static boolean isOpen(String path) {
        return path.equals("/health/live") || path.equals("/health/ready");
    }

    private static HttpProblem refused(String code, String message) {
        return new HttpProblem(
                ProblemKind.UNAUTHORIZED,
                Diagnostic.error(code, message)
                        .suggest("send \"Authorization: Bearer TOKEN\" with the token that portolan up names"));
    }
}

package io.portolan.api.http;

import io.javalin.http.Context;

/** Headers of every answer: it is data, to be neither cached, guessed at, framed nor run. */
public final class SecurityHeaders {
    private SecurityHeaders() {}

    public static void add(Context ctx) {
        ctx.header("Cache-Control", "no-store")
                .header("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'")
                .header("Cross-Origin-Resource-Policy", "same-origin")
                .header("Referrer-Policy", "no-referrer")
                .header("X-Content-Type-Options", "nosniff")
                .header("X-Frame-Options", "DENY");
    }
}

package io.portolan.api.http;

import io.javalin.http.Context;
import io.portolan.model.Diagnostic;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/** The body of a request, read once and never beyond its limit. */
public final class RequestBody {
    /** For the requests that carry files. */
    public static final long LARGEST = 64L * 1024 * 1024;
    /** For all others. */
    public static final long USUAL = 1024 * 1024;

    private static final String ATTRIBUTE = RequestBody.class.getName();

    private RequestBody() {}

    /** Reads the body to its end; 413 where it is longer than {@code limit} bytes, whatever its header says. */
    static byte[] read(Context ctx, long limit) throws IOException {
        try (InputStream in = ctx.bodyInputStream()) {
            if (ctx.contentLength() > limit) {
                // Who asks first has sent nothing yet.
                if (ctx.header("Expect") == null) {
                    discard(in);
                }
                throw tooLarge(limit);
            }
            byte[] body = in.readNBytes((int) limit + 1);
            if (body.length > limit) {
                discard(in);
                throw tooLarge(limit);
            }
            ctx.attribute(ATTRIBUTE, body);
            return body;
        }
    }

    /**
     * Takes what is still on its way, up to a measure. A connection that is closed on a client which still sends is reset,
     * and the client loses the answer that says why (RFC 9112, 9.6).
     */
    private static void discard(InputStream in) throws IOException {
        byte[] piece = new byte[64 * 1024];
        long left = 2 * LARGEST;
        for (int read = 0; read >= 0 && left > 0; left -= read) {
            read = in.read(piece);
        }
    }

    /** The body as a value. */
    public static <T> T as(Class<T> type, Context ctx) throws IOException {
        return Json.read(bytes(ctx), type);
    }

    /** Whether there is no body at all. */
    public static boolean isAbsent(Context ctx) {
        return bytes(ctx).length == 0;
    }

    private static byte[] bytes(Context ctx) {
        byte @Nullable [] body = ctx.attribute(ATTRIBUTE);
        if (body == null) {
            throw new IllegalStateException("the route of " + ctx.path() + " was registered without a body");
        }
        return body;
    }

    private static HttpProblem tooLarge(long limit) {
        return new HttpProblem(
                ProblemKind.TOO_LARGE,
                Diagnostic.error("body.too-large", "the body is larger than " + limit / (1024 * 1024) + " MB")
                        .suggest("leave out files that the Compose file does not need"));
    }
}

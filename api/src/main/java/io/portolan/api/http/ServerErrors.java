package io.portolan.api.http;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.UUID;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers what never reaches a route, or comes out of one as more than an exception. Problem documents like the rest. */
public final class ServerErrors {
    private static final Logger LOG = LoggerFactory.getLogger(ServerErrors.class);

    private ServerErrors() {}

    /** For Jetty, in place of its page: a request that is not HTTP, a header that is too long. */
    public static boolean answer(Request request, Response response, Callback callback) {
        int status = response.getStatus();
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, Problem.CONTENT_TYPE);
        byte[] problem = Json.bytes(Problem.plain(status, HttpStatus.getMessage(status)));
        response.write(true, ByteBuffer.wrap(problem), callback);
        return true;
    }

    /** The virtual machine is in trouble: out of memory or of stack. */
    public static void answer(HttpServletResponse response, Error error) {
        String errorId = UUID.randomUUID().toString();
        LOG.error("error {}: a request failed", errorId, error);
        response.setStatus(ProblemKind.INTERNAL.status());
        response.setContentType(Problem.CONTENT_TYPE);
        try {
            response.getOutputStream().write(Json.bytes(Problem.internal(errorId)));
        } catch (IOException e) {
            LOG.debug("nobody is there to be told of error {}", errorId, e);
        }
    }
}

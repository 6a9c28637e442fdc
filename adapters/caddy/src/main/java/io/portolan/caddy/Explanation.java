package io.portolan.caddy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/**
 * The pages that the proxy answers with on its own behalf. They live in the configuration, so they need neither the
 * daemon nor a file, and they name no container: visitors see them.
 */
final class Explanation {
    /** Tells the proxy's own answers from those of applications: {@code no-route} or {@code upstream-error}. */
    static final String HEADER = "X-Portolan";

    private static final String PAGE = read("explanation.html");
    private static final String STATUS = "{http.error.status_code}";

    private Explanation() {}

    /** The last route: whatever no other one took. */
    static ObjectNode noRoute() {
        return page(
                "no-route",
                "404",
                "No route is configured for this address",
                "This server is up, but it has not been told what to serve at <b>{http.request.host}</b>. "
                        + "If the address is yours, add it as a domain of the service that should answer.");
    }

    /** The error route of 503. */
    static ObjectNode noUpstream() {
        ObjectNode page = page(
                "upstream-error",
                STATUS,
                "Nothing is running here at the moment",
                "The address is right, but no container is ready to answer it. Try again shortly.");
        page.putArray("match").addObject().putObject("vars").putArray(STATUS).add("503");
        return page.put("terminal", true);
    }

    /** The error route of everything else: 502 and 504. */
    static ObjectNode noAnswer() {
        return page(
                "upstream-error",
                STATUS,
                "The application did not answer",
                "The address is right, but the application behind it could not be reached or gave up. "
                        + "Try again shortly; its logs say more.");
    }

    private static ObjectNode page(String kind, String status, String title, String text) {
        ObjectNode route = Json.object();
        ObjectNode handler = route.putArray("handle").addObject();
        handler.put("handler", "static_response");
        handler.put("status_code", status);
        ObjectNode headers = handler.putObject("headers");
        headers.putArray("Cache-Control").add("no-store");
        headers.putArray("Content-Security-Policy").add("default-src 'none'; style-src 'unsafe-inline'");
        headers.putArray("Content-Type").add("text/html; charset=utf-8");
        headers.putArray(HEADER).add(kind);
        handler.put(
                "body", PAGE.replace("$status", status).replace("$title", title).replace("$text", text));
        return route;
    }

    private static String read(String resource) {
        try (InputStream in = Explanation.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException(resource + " is part of this module");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException(resource + " is part of this module", e);
        }
    }
}

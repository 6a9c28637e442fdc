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

    /**
     * The first route: whatever an application answers, it cannot speak in the proxy's name. The pages are made after
     * an error has left the routes, so they keep their header.
     */
    static ObjectNode silenceOthers() {
        ObjectNode route = Json.object();
        ObjectNode handler = route.putArray("handle").addObject().put("handler", "headers");
        handler.putObject("response").put("deferred", true).putArray("delete").add(HEADER);
        return route;
    }

    /** What no route took. */
    static ObjectNode noRoute() {
        ObjectNode page = page(
                "no-route",
                "No route is configured for this address",
                "This server is up, but it has not been told what to serve at <b>{http.request.host}</b>. "
                        + "If the address is yours, add it as a domain of the service that should answer.");
        return onlyFor("404", page);
    }

    /** A route without containers. */
    static ObjectNode noUpstream() {
        ObjectNode page = page(
                "upstream-error",
                "Nothing is running here at the moment",
                "The address is right, but no container is ready to answer it. Try again shortly.");
        return onlyFor("503", page);
    }

    /** Everything else: 502 and 504. */
    static ObjectNode noAnswer() {
        return page(
                "upstream-error",
                "The application did not answer",
                "The address is right, but the application behind it could not be reached or gave up. "
                        + "Try again shortly; its logs say more.");
    }

    private static ObjectNode onlyFor(String status, ObjectNode page) {
        page.putArray("match").addObject().putObject("vars").putArray(STATUS).add(status);
        return page.put("terminal", true);
    }

    private static ObjectNode page(String kind, String title, String text) {
        ObjectNode route = Json.object();
        ObjectNode handler = route.putArray("handle").addObject();
        handler.put("handler", "static_response");
        handler.put("status_code", STATUS);
        ObjectNode headers = handler.putObject("headers");
        headers.putArray("Cache-Control").add("no-store");
        headers.putArray("Content-Security-Policy").add("default-src 'none'; style-src 'unsafe-inline'");
        headers.putArray("Content-Type").add("text/html; charset=utf-8");
        headers.putArray(HEADER).add(kind);
        handler.put(
                "body", PAGE.replace("$status", STATUS).replace("$title", title).replace("$text", text));
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

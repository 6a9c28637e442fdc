package io.portolan.caddy;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.portolan.proxy.ExplanationPage;

/** The pages that Caddy answers with on its own behalf, and the errors that lead to them. */
final class Explanation {
    private static final String NOTHING_RUNS = "nothing runs";

    private Explanation() {}

    /**
     * The first route: whatever an application answers, it cannot speak in the proxy's name. The pages are made after
     * an error has left the routes, so they keep their header.
     */
    static ObjectNode silenceOthers() {
        ObjectNode route = Json.object();
        ObjectNode handler = route.putArray("handle").addObject().put("handler", "headers");
        handler.putObject("response").put("deferred", true).putArray("delete").add(ExplanationPage.HEADER);
        return route;
    }

    /** Ends in the page that explains the status, if there is one. */
    static ObjectNode error(int status) {
        return Json.object().put("handler", "error").put("status_code", status);
    }

    /** What a route without containers does. Caddy's own 503 means that all of them rest. */
    static ObjectNode nothingRuns() {
        return error(503).put("error", NOTHING_RUNS);
    }

    /** What becomes of errors. Those without a page are answered with their status alone. */
    static ArrayNode routes() {
        ArrayNode routes = Json.array();
        routes.add(page(ExplanationPage.NO_ROUTE, "404", Placeholders.STATUS, "404"));
        routes.add(page(ExplanationPage.NOTHING_RUNS, "503", Placeholders.MESSAGE, NOTHING_RUNS));
        routes.add(page(ExplanationPage.NO_ANSWER, "504", Placeholders.STATUS, "504"));
        routes.add(page(ExplanationPage.NO_ANSWER, "502", Placeholders.STATUS, "502", "503"));
        return routes;
    }

    private static ObjectNode page(ExplanationPage page, String status, String placeholder, String... values) {
        ObjectNode route = Json.object();
        ArrayNode matching =
                route.putArray("match").addObject().putObject("vars").putArray(placeholder);
        for (String value : values) {
            matching.add(value);
        }
        ObjectNode handler = route.putArray("handle").addObject();
        handler.put("handler", "static_response");
        handler.put("status_code", status);
        ObjectNode headers = handler.putObject("headers");
        page.headers().forEach((name, value) -> headers.putArray(name).add(value));
        // Caddy takes no host with a character that a page would read as markup.
        handler.put("body", page.html(status, Placeholders.HOST));
        route.put("terminal", true);
        return route;
    }
}

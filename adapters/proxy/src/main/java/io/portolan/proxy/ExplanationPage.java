package io.portolan.proxy;

import io.portolan.engine.port.RouteProbe;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The pages that a proxy answers with on its own behalf, the same for all proxies. They are part of its configuration, so
 * they need neither the daemon nor another server, and they name no container: visitors see them.
 */
public enum ExplanationPage {
    /** 404: what no route took. */
    NO_ROUTE(
            "no-route",
            "No route is configured for this address",
            "This server is up, but it has not been told what to serve at <b>$host</b>. "
                    + "If the address is yours, add it as a domain of the service that should answer."),
    /** 503: a route without containers. */
    NOTHING_RUNS(
            "upstream-error",
            "Nothing is running here at the moment",
            "The address is right, but no container is ready to answer it. Try again shortly."),
    /** 502 and 504: none of the containers can be reached, or it does not answer. */
    NO_ANSWER(
            "upstream-error",
            "The application did not answer",
            "The address is right, but the application behind it could not be reached or gave up. "
                    + "Try again shortly; its logs say more.");

    /** Tells the proxy's own answers from those of applications. */
    public static final String HEADER = RouteProbe.EXPLANATION_HEADER;

    private static final String PAGE = read("explanation.html");

    private final String kind;
    private final String title;
    private final String text;

    ExplanationPage(String kind, String title, String text) {
        this.kind = kind;
        this.title = title;
        this.text = text;
    }

    /**
     * The document.
     *
     * @param status the number, or what the proxy puts it in place of
     * @param host what the proxy puts the host in place of that was asked for, without what a page would take for markup
     */
    public String html(String status, String host) {
        return PAGE.replace("$status", status)
                .replace("$title", title)
                .replace("$text", text)
                .replace("$host", host);
    }

    /** All headers that the page has, the one that tells its kind among them. */
    public Map<String, String> headers() {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Cache-Control", "no-store");
        headers.put("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'");
        headers.put("Content-Type", "text/html; charset=utf-8");
        headers.put(HEADER, kind);
        return headers;
    }

    private static String read(String resource) {
        try (InputStream in = ExplanationPage.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException(resource + " is part of this module");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException(resource + " is part of this module", e);
        }
    }
}

package io.portolan.haproxy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.NavigableMap;
import java.util.TreeMap;

/** The pages that the proxy answers with on its own behalf, as files. They name no container: visitors see them. */
final class Pages {
    /** What every page has beside its kind. */
    static final String HEADERS = "content-type 'text/html; charset=utf-8' hdr Cache-Control no-store "
            + "hdr Content-Security-Policy \"default-src 'none'; style-src 'unsafe-inline'\"";

    private static final String PAGE = read("explanation.html");

    /** A host is what the visitor says it is; only what a name is made of goes into a page. */
    private static final String HOST = "%[var(txn.host),regsub([^a-z0-9._-],,g)]";

    private Pages() {}

    static NavigableMap<String, String> files() {
        NavigableMap<String, String> files = new TreeMap<>();
        files.put(
                "no-route.html",
                page(
                                "404",
                                "No route is configured for this address",
                                "This server is up, but it has not been told what to serve at <b>$host</b>. "
                                        + "If the address is yours, add it as a domain of the service that should answer.")
                        .replace("%", "%%")
                        .replace("$host", HOST));
        files.put(
                "nothing-runs.html",
                page(
                        "503",
                        "Nothing is running here at the moment",
                        "The address is right, but no container is ready to answer it. Try again shortly."));
        files.put("no-answer.html", noAnswerPage("$status").replace("%", "%%").replace("$status", "%[var(txn.shown)]"));
        files.put("no-answer-502.http", noAnswer("502 Bad Gateway"));
        files.put("no-answer-504.http", noAnswer("504 Gateway Timeout"));
        return files;
    }

    private static String noAnswer(String status) {
        String body = noAnswerPage(status.substring(0, 3));
        return """
                HTTP/1.1 %s\r
                Content-Type: text/html; charset=utf-8\r
                Cache-Control: no-store\r
                Content-Security-Policy: default-src 'none'; style-src 'unsafe-inline'\r
                X-Portolan: upstream-error\r
                Content-Length: %d\r
                \r
                """.formatted(status, body.getBytes(StandardCharsets.UTF_8).length) + body;
    }

    private static String noAnswerPage(String status) {
        return page(
                status,
                "The application did not answer",
                "The address is right, but the application behind it could not be reached or gave up. "
                        + "Try again shortly; its logs say more.");
    }

    private static String page(String status, String title, String text) {
        return PAGE.replace("$status", status).replace("$title", title).replace("$text", text);
    }

    static String read(String resource) {
        try (InputStream in = Pages.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException(resource + " is part of this module");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException(resource + " is part of this module", e);
        }
    }
}

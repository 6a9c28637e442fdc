package io.portolan.haproxy;

import io.portolan.proxy.ExplanationPage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The pages that the proxy answers with on its own behalf, as files. */
final class Pages {
    /** A host is what the visitor says it is; only what a name is made of goes into a page. */
    private static final String HOST = "%[var(txn.host),regsub([^a-z0-9._-],,g)]";

    private static final String STATUS = "%[var(txn.shown)]";
    private static final String TYPE = "Content-Type";

    private Pages() {}

    static NavigableMap<String, String> files() {
        NavigableMap<String, String> files = new TreeMap<>();
        files.put("no-route.html", format(ExplanationPage.NO_ROUTE.html("404", "$host")));
        files.put("nothing-runs.html", ExplanationPage.NOTHING_RUNS.html("503", ""));
        files.put("no-answer.html", format(ExplanationPage.NO_ANSWER.html("$status", "")));
        files.put("no-answer-502.http", noAnswer("502", "Bad Gateway"));
        files.put("no-answer-504.http", noAnswer("504", "Gateway Timeout"));
        return files;
    }

    /** The headers of a page, as a rule gives them. */
    static String headers(ExplanationPage page) {
        return page.headers().entrySet().stream()
                .map(h -> h.getKey().equals(TYPE)
                        ? "content-type \"" + h.getValue() + "\""
                        : "hdr " + h.getKey() + " \"" + h.getValue() + "\"")
                .sorted()
                .collect(Collectors.joining(" "));
    }

    /** A percent sign begins a variable. */
    private static String format(String page) {
        return page.replace("%", "%%").replace("$status", STATUS).replace("$host", HOST);
    }

    private static String noAnswer(String status, String reason) {
        String body = ExplanationPage.NO_ANSWER.html(status, "");
        String headers = ExplanationPage.NO_ANSWER.headers().entrySet().stream()
                .map(h -> h.getKey() + ": " + h.getValue() + "\r\n")
                .collect(Collectors.joining());
        return "HTTP/1.1 " + status + " " + reason + "\r\n" + headers + "Content-Length: "
                + body.getBytes(StandardCharsets.UTF_8).length + "\r\n\r\n" + body;
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

package io.portolan.caddy;

/** Caddy's way to put a request's values into texts: {@code {http.request.host}}. */
final class Placeholders {
    static final String HOST = "{http.request.host}";
    static final String URI = "{http.request.uri}";
    static final String STATUS = "{http.error.status_code}";
    static final String MESSAGE = "{http.error.message}";
    static final String PEER = "{http.request.remote.host}";

    /** Only where peers are trusted. */
    static final String CLIENT = "{http.vars.client_ip}";

    private Placeholders() {}

    /** A text that means itself. */
    static String literal(String text) {
        return text.replace("{", "\\{");
    }
}

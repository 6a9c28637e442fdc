package io.portolan.cli.resource;

import com.fasterxml.jackson.databind.JsonNode;
import io.portolan.cli.client.Json;
import java.util.ArrayList;
import java.util.List;

/** How a domain is served, in few words. */
final class RouteWords {
    private static final long USUAL_TIMEOUT = 120;
    private static final long MEGABYTE = 1L << 20;

    private RouteWords() {}

    /** What is out of the ordinary; "" where nothing is. */
    static String of(JsonNode options) {
        List<String> words = new ArrayList<>();
        switch (Json.text(options, "www")) {
            case "both" -> words.add("www too");
            case "to-www" -> words.add("to www");
            case "to-non-www" -> words.add("to non-www");
            default -> {}
        }
        if (!Json.text(options, "edge").equals("direct")
                && !Json.text(options, "edge").isEmpty()) {
            words.add("edge: " + Json.text(options, "edge"));
        }
        flag(options, "forceHttps", "https only", words);
        flag(options, "stripPrefix", "prefix stripped", words);
        flag(options, "compress", "compressed", words);
        flag(options, "sticky", "sticky", words);
        if (Json.text(options, "protocol").equals("h2c")) {
            words.add("h2c");
        }
        if (!Json.list(options, "users").isEmpty()) {
            words.add("password");
        }
        if (!Json.list(options, "allow").isEmpty()) {
            words.add("from " + String.join(", ", Json.texts(options, "allow")));
        }
        long largest = options.path("maxBodyBytes").asLong();
        if (largest > 0) {
            words.add("bodies up to " + (largest % MEGABYTE == 0 ? largest / MEGABYTE + " MB" : largest + " B"));
        }
        long timeout = options.path("responseTimeoutSeconds").asLong(USUAL_TIMEOUT);
        if (timeout != USUAL_TIMEOUT) {
            words.add("timeout " + timeout + " s");
        }
        if (options.path("requestHeaders").size()
                        + options.path("responseHeaders").size()
                > 0) {
            words.add("headers");
        }
        return String.join(", ", words);
    }

    private static void flag(JsonNode options, String field, String word, List<String> words) {
        if (options.path(field).asBoolean()) {
            words.add(word);
        }
    }
}

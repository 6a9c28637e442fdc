package io.portolan.testkit.proxy;

import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a visitor got.
 *
 * @param headers names in lower case
 */
record Answer(int status, Map<String, String> headers, String body) {
    private static final Pattern GREETING = Pattern.compile("\"greeting\": \"([^\"]*)\"");

    /** Empty for one that is not there. */
    String header(String name) {
        return headers.getOrDefault(name.toLowerCase(Locale.ROOT), "");
    }

    boolean has(String header) {
        return headers.containsKey(header.toLowerCase(Locale.ROOT));
    }

    /** Of the application that answered; empty for the proxy's own answers. */
    String greeting() {
        Matcher greeting = GREETING.matcher(body);
        return greeting.find() ? greeting.group(1) : "";
    }

    /** The path and query that the application was asked for. */
    String askedFor() {
        Matcher path = Pattern.compile("\"path\": \"([^\"]*)\"").matcher(body);
        return path.find() ? path.group(1) : "";
    }

    /** A header that the application got; empty for one that it did not. */
    String passedOn(String header) {
        Matcher value = Pattern.compile("(?i)\"" + Pattern.quote(header) + "\": \"([^\"]*)\"")
                .matcher(body);
        return value.find() ? value.group(1) : "";
    }
}

package io.portolan.planner.connect;

import io.portolan.model.Secret;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Optional;

/**
 * A URL, with or without what a client logs in with.
 *
 * @param login of a database
 * @param place {@code host:port}
 * @param query what a URL that names both a user and a database ends with
 */
record ConnectionUrl(String scheme, Optional<Credentials> login, String place, String query) {
    /** In place of a password. */
    private static final String REDACTED = "***";

    private static final String UNRESERVED = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~";

    static ConnectionUrl plain(String scheme, String place) {
        return new ConnectionUrl(scheme, Optional.empty(), place, "");
    }

    String redacted() {
        return text(REDACTED);
    }

    /** Empty where there is a password that nobody knows. */
    Optional<Secret> complete() {
        if (login.filter(Credentials::hasPassword).isEmpty()) {
            return Optional.of(new Secret(text("")));
        }
        return login.flatMap(Credentials::password).map(p -> new Secret(text(encoded(p.reveal()))));
    }

    private String text(String password) {
        if (login.isEmpty()) {
            return scheme + "://" + place;
        }
        Credentials who = login.get();
        String user = encoded(who.user()) + (who.hasPassword() ? ":" + password : "");
        String database = who.database().isEmpty() ? "" : "/" + encoded(who.database());
        boolean both = !who.user().isEmpty() && !database.isEmpty();
        return scheme + "://" + (user.isEmpty() ? "" : user + "@") + place + database + (both ? query : "");
    }

    /** RFC 3986, section 2.3: all but the unreserved characters. */
    private static String encoded(String text) {
        StringBuilder encoded = new StringBuilder();
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (b & 0xFF);
            if (UNRESERVED.indexOf(c) >= 0) {
                encoded.append(c);
            } else {
                encoded.append('%').append(HexFormat.of().withUpperCase().toHexDigits(b));
            }
        }
        return encoded.toString();
    }
}

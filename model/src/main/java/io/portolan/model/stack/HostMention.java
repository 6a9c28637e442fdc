package io.portolan.model.stack;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A place that calls the host by the name {@code host.docker.internal}. The engine knows that name only in containers
 * that were told.
 *
 * @param service whose text it is
 * @param where for people: {@code variable DATABASE_URL}; never the text itself, which may hold secrets
 * @param port that is called, where the text says one
 */
public record HostMention(String service, String where, OptionalInt port) {
    public static final String NAME = "host.docker.internal";
    /** What the engine puts its own address of the host in the place of. */
    public static final String GATEWAY = "host-gateway";

    private static final int LAST_PORT = 65_535;

    /** The name as a whole host: neither a part of a longer one nor of a word. */
    private static final Pattern HOST = Pattern.compile(
            "(?:\\b(https?|wss?)://(?:[^\\s/?#@\"']*@)?|(?<![\\w.-]))host\\.docker\\.internal(?![\\w-]|\\.[\\w-])"
                    + "\\.?(?::(\\d{1,5})(?!\\d))?",
            Pattern.CASE_INSENSITIVE);

    public HostMention {
        Objects.requireNonNull(service, "service");
        Objects.requireNonNull(where, "where");
        Objects.requireNonNull(port, "port");
    }

    /** One for each port that the text calls, or one without; none if the text does not have the name. */
    public static List<HostMention> in(String text, String service, String where) {
        List<HostMention> found = new ArrayList<>();
        Matcher matcher = HOST.matcher(text);
        while (matcher.find()) {
            HostMention mention = new HostMention(service, where, port(matcher));
            if (!found.contains(mention)) {
                found.add(mention);
            }
        }
        return List.copyOf(found);
    }

    private static OptionalInt port(Matcher matcher) {
        if (matcher.group(2) != null) {
            int port = Integer.parseInt(matcher.group(2));
            return port >= 1 && port <= LAST_PORT ? OptionalInt.of(port) : OptionalInt.empty();
        }
        if (matcher.group(1) == null) {
            return OptionalInt.empty();
        }
        return switch (matcher.group(1).toLowerCase(Locale.ROOT)) {
            case "http", "ws" -> OptionalInt.of(80);
            default -> OptionalInt.of(443);
        };
    }

    /** The same with a port that stands elsewhere. */
    public HostMention at(int newPort) {
        return new HostMention(service, where, OptionalInt.of(newPort));
    }
}

package io.portolan.api.request;

import io.portolan.api.request.OptionsRequest.RedirectRequest;
import io.portolan.engine.service.Refused;
import io.portolan.model.Diagnostic;
import io.portolan.model.Secret;
import io.portolan.model.route.Credential;
import io.portolan.model.route.Domain;
import io.portolan.model.route.Edge;
import io.portolan.model.route.HeaderRules;
import io.portolan.model.route.Middlewares;
import io.portolan.model.route.RouteOptions;
import io.portolan.model.route.Target;
import io.portolan.model.route.Www;
import io.portolan.model.runtime.AddressBlock;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Options of a domain as requests write them. Throws {@link Refused} for what they cannot be. */
public final class RouteOptionsReader {
    /** A token of RFC 9110, 5.6.2. */
    private static final Pattern HEADER = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");

    private static final Pattern VALUE = Pattern.compile("[\\t\\x20-\\x7e\\x80-\\xff]*");
    /** What belongs to the connection, or tells who asks: the proxy's own. */
    private static final List<String> RESERVED = List.of(
            "connection",
            "content-length",
            "host",
            "forwarded",
            "keep-alive",
            "te",
            "trailer",
            "transfer-encoding",
            "upgrade",
            "x-forwarded-for",
            "x-forwarded-host",
            "x-forwarded-proto",
            "x-portolan",
            "x-real-ip");

    private static final long LONGEST_SECONDS = Duration.ofDays(1).toSeconds();

    private RouteOptionsReader() {}

    public static RouteOptions read(Optional<OptionsRequest> given) {
        return given.map(RouteOptionsReader::read).orElseGet(RouteOptions::none);
    }

    private static RouteOptions read(OptionsRequest given) {
        return new RouteOptions(
                word(given.www(), "www", Www.class, Www.OFF),
                word(given.edge(), "edge", Edge.class, Edge.DIRECT),
                given.forceHttps().orElse(false),
                word(given.protocol(), "protocol", Target.Protocol.class, Target.Protocol.HTTP),
                given.sticky().orElse(false),
                given.responseTimeoutSeconds()
                        .map(s -> Duration.ofSeconds(within(s, LONGEST_SECONDS, "responseTimeoutSeconds"))),
                given.redirect().map(RouteOptionsReader::redirect),
                new Middlewares(
                        given.allow().orElse(List.of()).stream()
                                .map(RouteOptionsReader::block)
                                .toList(),
                        given.users().orElse(List.of()).stream()
                                .map(u -> Credentials.of(u.name(), new Secret(u.password())))
                                .collect(Collectors.collectingAndThen(
                                        Collectors.toList(), RouteOptionsReader::distinct)),
                        given.maxBodyBytes().isPresent()
                                ? OptionalLong.of(within(given.maxBodyBytes().get(), Long.MAX_VALUE, "maxBodyBytes"))
                                : OptionalLong.empty(),
                        given.stripPrefix().orElse(false),
                        given.compress().orElse(false),
                        new HeaderRules(
                                headers(given.requestHeaders().orElse(Map.of())),
                                headers(given.responseHeaders().orElse(Map.of())))));
    }

    private static <E extends Enum<E>> E word(Optional<String> given, String field, Class<E> type, E usual) {
        if (given.isEmpty()) {
            return usual;
        }
        return Arrays.stream(type.getEnumConstants())
                .filter(e -> word(e).equals(given.get()))
                .findFirst()
                .orElseThrow(() -> refused("\"%s\" is not a value of %s: give one of %s"
                        .formatted(
                                given.get(),
                                field,
                                Arrays.stream(type.getEnumConstants())
                                        .map(RouteOptionsReader::word)
                                        .collect(Collectors.joining(", ")))));
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static long within(long value, long largest, String field) {
        if (value < 1 || value > largest) {
            throw refused("%s is %d: it goes from 1 to %d".formatted(field, value, largest));
        }
        return value;
    }

    private static AddressBlock block(String text) {
        return AddressBlock.parseAny(text)
                .orElseThrow(
                        () -> refused("\"%s\" is neither an address nor a block such as 192.0.2.0/24".formatted(text)));
    }

    private static List<Credential> distinct(List<Credential> users) {
        if (users.stream().map(Credential::user).distinct().count() < users.size()) {
            throw refused("a user is given twice");
        }
        return users;
    }

    private static SortedMap<String, String> headers(Map<String, String> given) {
        SortedMap<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        given.forEach((name, value) -> {
            if (!HEADER.matcher(name).matches() || !VALUE.matcher(value).matches()) {
                throw refused("\"%s: %s\" is not a header".formatted(name, value));
            }
            if (RESERVED.contains(name.toLowerCase(Locale.ROOT))) {
                throw refused("the header %s is the proxy's own to set".formatted(name));
            }
            if (headers.put(name, value) != null) {
                throw refused("the header %s is given twice".formatted(name));
            }
        });
        return headers;
    }

    private static Target.Redirect redirect(RedirectRequest given) {
        Domain to = Domains.parse(given.url());
        if (to.host().startsWith("*.")) {
            throw refused("visitors cannot be sent to the wildcard " + to.url());
        }
        boolean keepsPath = to.path().equals("/") && !given.url().endsWith("/");
        return new Target.Redirect(
                to.scheme(),
                Optional.of(to.host()),
                OptionalInt.empty(),
                keepsPath ? Optional.empty() : Optional.of(to.path()),
                given.permanent().orElse(false));
    }

    private static Refused refused(String message) {
        return new Refused(Refused.Kind.INVALID, Diagnostic.error("domain.option", message));
    }
}

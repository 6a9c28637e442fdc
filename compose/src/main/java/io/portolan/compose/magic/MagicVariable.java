package io.portolan.compose.magic;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A variable of the template dialect that the platform fills in. {@code SERVICE_OPENAI_KEY} and the like look the same
 * and are the user's: only known kinds count.
 *
 * @param name as written, for example {@code SERVICE_PASSWORD_64_REDIS}
 * @param subject what it is for: {@code REDIS}; for URL and FQDN the service's name, folded
 * @param length the length asked for ({@code _64}), where the kind knows lengths
 * @param port the container port that a URL or FQDN declares ({@code SERVICE_URL_APP_3000})
 */
public record MagicVariable(String name, Kind kind, String subject, OptionalInt length, OptionalInt port) {
    public enum Kind {
        /** The service's public URL; derived from its domain. */
        URL,
        /** The host of the service's public URL; derived from its domain. */
        FQDN,
        USER,
        LOWERCASEUSER,
        PASSWORD,
        PASSWORDWITHSYMBOLS,
        /** Random characters of the base64 kind, not an encoding of anything. */
        BASE64,
        /** The base64 encoding of random characters. */
        REALBASE64,
        HEX,
        /** A signed token (JWT) for the role {@code anon}; derived from {@code SERVICE_PASSWORD_JWT}. */
        SUPABASEANON,
        /** A signed token (JWT) for the role {@code service_role}; derived from {@code SERVICE_PASSWORD_JWT}. */
        SUPABASESERVICE;

        boolean hasLength() {
            return switch (this) {
                case PASSWORD, PASSWORDWITHSYMBOLS, BASE64, REALBASE64, HEX -> true;
                case URL, FQDN, USER, LOWERCASEUSER, SUPABASEANON, SUPABASESERVICE -> false;
            };
        }
    }

    private static final Pattern FORM = Pattern.compile("SERVICE_("
            + Arrays.stream(Kind.values()).map(Kind::name).collect(Collectors.joining("|"))
            + ")_([A-Za-z0-9_.-]{1,200})");
    private static final Pattern LENGTH = Pattern.compile("(32|64|128)_(.+)");
    private static final Pattern PORT = Pattern.compile("(.+)_([0-9]{1,5})");

    /** The variable of that name, if the platform fills it in. */
    public static Optional<MagicVariable> of(String name) {
        Matcher form = FORM.matcher(name);
        if (!form.matches()) {
            return Optional.empty();
        }
        Kind kind = Kind.valueOf(form.group(1));
        String rest = form.group(2);
        if (kind == Kind.URL || kind == Kind.FQDN) {
            Matcher port = PORT.matcher(rest);
            if (port.matches() && isPort(Integer.parseInt(port.group(2)))) {
                int number = Integer.parseInt(port.group(2));
                return Optional.of(
                        new MagicVariable(name, kind, port.group(1), OptionalInt.empty(), OptionalInt.of(number)));
            }
        }
        Matcher length = LENGTH.matcher(rest);
        if (kind.hasLength() && length.matches()) {
            OptionalInt asked = OptionalInt.of(Integer.parseInt(length.group(1)));
            return Optional.of(new MagicVariable(name, kind, length.group(2), asked, OptionalInt.empty()));
        }
        return Optional.of(new MagicVariable(name, kind, rest, OptionalInt.empty(), OptionalInt.empty()));
    }

    /** Whether it names the address of a service, which is derived from a domain and never generated. */
    public boolean isAddress() {
        return kind == Kind.URL || kind == Kind.FQDN;
    }

    /** Whether its value is random and must be kept for the life of the stack. */
    public boolean isGenerated() {
        return !isAddress() && kind != Kind.SUPABASEANON && kind != Kind.SUPABASESERVICE;
    }

    /** Whether an address variable speaks of {@code service}: {@code NEW_API} and {@code NEWAPI} are {@code new-api}. */
    public boolean isAbout(String service) {
        return fold(subject).equals(fold(service));
    }

    private static String fold(String name) {
        return name.replaceAll("[-._]", "").toLowerCase(Locale.ROOT);
    }

    private static boolean isPort(int number) {
        return number >= 1 && number <= 65535;
    }
}

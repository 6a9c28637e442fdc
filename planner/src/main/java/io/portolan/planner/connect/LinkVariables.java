package io.portolan.planner.connect;

import io.portolan.model.Secret;
import io.portolan.model.stack.ContainerPort;
import io.portolan.model.stack.ServiceSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * What a link puts into the environment of its consumer: {@code PREFIX_HOST}, {@code PREFIX_PORT} and {@code PREFIX_URL};
 * of a recognised database {@code PREFIX_USER}, {@code PREFIX_PASSWORD} and {@code PREFIX_NAME} too.
 *
 * @param missing names of variables that there would be if the password were known
 */
public record LinkVariables(Map<String, Secret> values, List<String> missing) {
    private static final Pattern PREFIX = Pattern.compile("[A-Z][A-Z0-9_]*");
    private static final Pattern NO_WORD = Pattern.compile("[^A-Z0-9]+");

    public LinkVariables {
        values = Map.copyOf(values);
        missing = List.copyOf(missing);
    }

    public static LinkVariables none() {
        return new LinkVariables(Map.of(), List.of());
    }

    /** Whether names of variables may begin with it. */
    public static boolean isPrefix(String text) {
        return PREFIX.matcher(text).matches();
    }

    /** {@code my-db} gives {@code MY_DB}. */
    public static String prefixOf(String service) {
        String folded =
                NO_WORD.matcher(service.toUpperCase(java.util.Locale.ROOT)).replaceAll("_");
        String trimmed = folded.replaceAll("^_+|_+$", "");
        return isPrefix(trimmed) ? trimmed : "LINK_" + trimmed;
    }

    /** @param host the name of the provider on the link's network */
    public static LinkVariables of(String prefix, String host, ContainerPort port, ServiceSpec provider) {
        Map<String, Secret> values = new TreeMap<>();
        List<String> missing = new ArrayList<>();
        values.put(prefix + "_HOST", new Secret(host));
        values.put(prefix + "_PORT", new Secret(Integer.toString(port.port())));
        Optional<ConnectionUrl> known = ConnectionStrings.url(provider, host, port, false);
        known.or(() -> Optional.of(ConnectionUrl.plain("tcp", host + ":" + port.port())))
                .flatMap(ConnectionUrl::complete)
                .ifPresentOrElse(url -> values.put(prefix + "_URL", url), () -> missing.add(prefix + "_URL"));
        known.flatMap(ConnectionUrl::login).ifPresent(login -> {
            put(values, prefix + "_USER", login.user());
            put(values, prefix + "_NAME", login.database());
            if (login.hasPassword()) {
                login.password()
                        .ifPresentOrElse(
                                p -> values.put(prefix + "_PASSWORD", p), () -> missing.add(prefix + "_PASSWORD"));
            }
        });
        return new LinkVariables(values, missing);
    }

    private static void put(Map<String, Secret> values, String name, String value) {
        if (!value.isEmpty()) {
            values.put(name, new Secret(value));
        }
    }
}

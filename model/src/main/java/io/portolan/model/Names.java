package io.portolan.model;

import java.util.Optional;
import java.util.regex.Pattern;

/** The rule for names that people give to stacks, destinations, projects and environments. */
public final class Names {
    /** An RFC 1123 label in lower case: usable in DNS names, engine names and URLs as it is. */
    private static final Pattern LABEL = Pattern.compile("[a-z0-9]([a-z0-9-]{0,38}[a-z0-9])?");

    private Names() {}

    /** A diagnostic if {@code name} cannot be the name of a {@code noun} (for example {@code stack}). */
    public static Optional<Diagnostic> check(String noun, String name) {
        if (LABEL.matcher(name).matches()) {
            return Optional.empty();
        }
        return Optional.of(Diagnostic.error(
                        "name.invalid",
                        "\"%s\" cannot be the name of a %s: a name has 1 to 40 lower-case letters, digits and hyphens,"
                                        .formatted(printable(name), noun)
                                + " and starts and ends with a letter or digit")
                .suggest("for example \"" + suggestion(name) + "\""));
    }

    private static String printable(String name) {
        String shown = name.length() > 60 ? name.substring(0, 60) + "…" : name;
        return shown.replaceAll("\\p{Cntrl}", "?");
    }

    private static String suggestion(String name) {
        String folded = name.toLowerCase(java.util.Locale.ROOT)
                .replaceAll("[^a-z0-9]+", "-")
                .replaceAll("^-+", "");
        folded = folded.substring(0, Math.min(40, folded.length())).replaceAll("-+$", "");
        return folded.isEmpty() ? "blog" : folded;
    }
}

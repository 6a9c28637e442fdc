package io.portolan.compose.interpolate;

import io.portolan.compose.magic.MagicVariable;
import io.portolan.compose.report.Findings;
import io.portolan.compose.report.Located;
import io.portolan.compose.report.Shown;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The variables of one load, and what is told about those that are missing (once for each). A magic variable without a
 * value is no mistake: the platform fills it when the stack is deployed.
 */
public final class Variables {
    private final Map<String, String> values;
    private final Findings findings;
    private final Set<String> told;

    /** @param given win over {@code defaults} (those of the {@code .env} file) */
    public Variables(Map<String, String> given, Map<String, String> defaults, Findings findings) {
        this(merged(given, defaults), new HashSet<>(), findings);
    }

    private Variables(Map<String, String> values, Set<String> told, Findings findings) {
        this.values = values;
        this.told = told;
        this.findings = findings;
    }

    private static Map<String, String> merged(Map<String, String> given, Map<String, String> defaults) {
        Map<String, String> values = new HashMap<>(defaults);
        values.putAll(given);
        return values;
    }

    /** These, and others that they win over. */
    public Variables over(Map<String, String> defaults) {
        return new Variables(merged(values, defaults), told, findings);
    }

    public Optional<String> value(String name) {
        return Optional.ofNullable(values.get(name));
    }

    /** All values: what an env file's own variables are looked up in. */
    public Map<String, String> values() {
        return values;
    }

    public String fill(String text, Located at) {
        Filling filling = new Filling(at);
        String filled = Template.fill(text, filling);
        findings.incomplete(at, filling.required, filling.empty);
        return filled;
    }

    /** The names of all variables of a text, in order. */
    public static void names(String text, Consumer<String> names) {
        Template.names(text, names);
    }

    private final class Filling implements Template.Values {
        private final Located at;
        private final Set<String> required = new HashSet<>();
        private final Set<String> empty = new HashSet<>();

        Filling(Located at) {
            this.at = at;
        }

        @Override
        public @Nullable String value(String name) {
            return values.get(name);
        }

        @Override
        public String unset(String name) {
            if (MagicVariable.of(name).isEmpty()) {
                empty.add(name);
            }
            if (told.add(name)) {
                if (MagicVariable.of(name).isPresent()) {
                    laterFilled(name);
                } else {
                    findings.warning(
                            at,
                            "compose.unset-variable",
                            "the variable %s is not set: it counts as empty".formatted(Shown.quoted(name)));
                }
            }
            return "";
        }

        @Override
        public String missing(String name, String message) {
            if (MagicVariable.of(name).isPresent()) {
                return unset(name);
            }
            String said = message.isBlank() ? "" : ": " + message.strip();
            required.add(name);
            findings.missing(
                    name,
                    Findings.located(
                                    at,
                                    "compose.required-variable",
                                    "the variable %s is required and not set%s".formatted(Shown.quoted(name), said))
                            .suggest("set it with --set %s=…, in .env or in a file for --env-file".formatted(name)));
            return "";
        }

        @Override
        public void invalid(String why) {
            findings.error(at, "compose.invalid-interpolation", why);
        }

        private void laterFilled(String name) {
            findings.info(
                    at,
                    "compose.magic-variable",
                    "the variable %s is filled in when the stack is deployed".formatted(Shown.quoted(name)));
        }
    }
}

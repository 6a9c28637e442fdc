package io.portolan.compose.keys;

import io.portolan.compose.report.Findings;
import io.portolan.compose.yaml.Mapping;
import io.portolan.compose.yaml.Node;
import io.portolan.compose.yaml.Scalar;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** The top-level {@code configs} and {@code secrets}: each says where its text comes from (Compose specification). */
final class FileDeclarations {
    /** As in the specification, and no name that means another folder. */
    private static final Pattern NAME = Pattern.compile("(?!\\.{1,2}$)[a-zA-Z0-9._-]{1,200}");

    private static final List<String> SOURCES = List.of("file", "environment", "content");
    private static final Vocabulary KEYS = Vocabulary.of("name", "file", "environment", "content", "external")
            .meaningless("labels", "driver", "driver_opts", "template_driver");

    private final Values values;
    private final Findings findings;

    FileDeclarations(Reading reading) {
        this.values = reading.values();
        this.findings = reading.findings();
    }

    void check(Mapping root) {
        for (String group : List.of("configs", "secrets")) {
            Optional<Mapping> declared = root.get(group).flatMap(values::mapping);
            for (Mapping.Entry entry : declared.map(Mapping::entries).orElse(List.of())) {
                if (!isName(entry.name())) {
                    values.wrong(
                            entry.key(),
                            "compose.invalid-name",
                            "is no name of a config or secret: letters, digits, \"_\", \".\" and \"-\"");
                } else if (!entry.name().startsWith("x-")) {
                    check(entry);
                }
            }
        }
    }

    private void check(Mapping.Entry entry) {
        Optional<Mapping> form = values.mapping(entry.value());
        if (form.isEmpty()) {
            return;
        }
        KEYS.check(form.get(), findings);
        List<String> given = SOURCES.stream().filter(form.get()::has).toList();
        if (isExternal(form.get())) {
            // Said where a service uses it: unused, it asks for nothing.
            return;
        }
        if (given.isEmpty()) {
            findings.error(
                    entry.key(),
                    "compose.invalid-value",
                    "nothing says what stands in it: it needs one of `file`, `environment` and `content`");
        } else if (given.size() > 1) {
            findings.error(
                    entry.key(),
                    "compose.invalid-value",
                    "only one of `%s` can say what stands in it".formatted(String.join("`, `", given)));
        }
    }

    static boolean isName(String text) {
        return NAME.matcher(text).matches();
    }

    static boolean isExternal(Mapping form) {
        Optional<Node> external = form.get("external");
        return external.isPresent()
                && (external.get() instanceof Mapping
                        || (external.get() instanceof Scalar flag && flag.text().equalsIgnoreCase("true")));
    }
}

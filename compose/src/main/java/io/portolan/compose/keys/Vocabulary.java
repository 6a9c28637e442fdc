package io.portolan.compose.keys;

import io.portolan.compose.report.Findings;
import io.portolan.compose.report.Nearest;
import io.portolan.compose.report.Shown;
import io.portolan.compose.yaml.Mapping;
import io.portolan.compose.yaml.Scalar;
import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;

/**
 * The keys that one place of a Compose file knows. Whatever stands there and is not carried out is reported: nothing is
 * ignored silently, but for extensions ({@code x-…}), which the specification sets free.
 *
 * @param carriedOut keys whose meaning is carried out
 * @param meaningless keys that mean something only in Swarm or to other programs: warnings
 */
record Vocabulary(Set<String> carriedOut, Set<String> meaningless) {

    static Vocabulary of(String... carriedOut) {
        return new Vocabulary(Set.of(carriedOut), Set.of());
    }

    Vocabulary meaningless(String... keys) {
        return new Vocabulary(carriedOut, Set.of(keys));
    }

    void check(Mapping mapping, Findings findings) {
        mapping.entries().forEach(entry -> check(entry, findings));
    }

    private void check(Mapping.Entry entry, Findings findings) {
        String name = entry.name();
        if (carriedOut.contains(name) || name.startsWith("x-")) {
            return;
        }
        if (meaningless.contains(name)) {
            findings.warningOnce(
                    name,
                    entry.key(),
                    "compose.no-meaning",
                    "`%s` has no meaning here and is left out".formatted(name));
        } else {
            unknown(entry.key(), findings);
        }
    }

    private void unknown(Scalar key, Findings findings) {
        String message = "%s is no key that the Compose specification knows here".formatted(Shown.quoted(key.text()));
        Nearest.to(key.text(), all())
                .ifPresentOrElse(
                        near -> findings.error(key, "compose.unknown-key", message, "did you mean `" + near + "`?"),
                        () -> findings.error(key, "compose.unknown-key", message));
    }

    private Collection<String> all() {
        Set<String> all = new TreeSet<>(carriedOut);
        all.addAll(meaningless);
        return all;
    }
}

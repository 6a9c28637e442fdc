package io.portolan.compose.keys;

import io.portolan.compose.report.Findings;
import io.portolan.compose.report.Located;
import io.portolan.compose.yaml.Mapping;
import io.portolan.compose.yaml.Scalar;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What stands under {@code bind}, {@code volume} and {@code image} of a mount in long form. */
final class MountOptions {
    private static final Set<String> RECURSIVE = Set.of("enabled", "disabled", "writable", "readonly");

    private final Values values;
    private final Findings findings;

    MountOptions(Values values, Findings findings) {
        this.values = values;
        this.findings = findings;
    }

    /** The engine looks for it inside, and takes no way out. */
    String subpath(Mapping options) {
        Optional<Scalar> subpath = values.scalar(options, "subpath");
        subpath.filter(s ->
                        s.text().startsWith("/") || BundleFiles.normal(s.text()).isEmpty())
                .ifPresent(s -> values.wrongValue(s, "is no path inside: it is relative and does not lead out"));
        return subpath.map(Scalar::text).orElse("");
    }

    Map<String, String> labels(Mapping options) {
        Map<String, String> labels = new LinkedHashMap<>();
        values.pairs(options, "labels").forEach(pair -> {
            if (pair.name().startsWith("portolan.")) {
                findings.error(
                        pair.at(), "compose.reserved-label", "labels that begin with \"portolan.\" are Portolan's own");
            }
            labels.put(pair.name(), pair.value().orElse(""));
        });
        return labels;
    }

    /** Compose specification, "volumes", "bind": what becomes of mounts below the source. */
    String recursive(Mapping options, Mapping form) {
        Optional<Scalar> asked =
                values.scalar(options, "recursive").filter(s -> !s.text().isEmpty());
        asked.filter(s -> !RECURSIVE.contains(s.text()))
                .ifPresent(s -> values.wrongValue(s, "is none of enabled, disabled, writable and readonly"));
        String recursive = asked.map(Scalar::text).filter(RECURSIVE::contains).orElse("");
        if ((recursive.equals("readonly") || recursive.equals("writable")) && !values.flag(form, "read_only")) {
            findings.error(
                    asked.<Located>map(s -> s).orElse(form),
                    MountsReader.INVALID,
                    "`recursive: %s` is of a read-only mount: an engine refuses it beside a writable one"
                            .formatted(recursive),
                    "add `read_only: true`");
        }
        if (recursive.equals("readonly")
                && !values.text(options, "propagation").orElse("").equals("rprivate")) {
            findings.error(
                    asked.<Located>map(s -> s).orElse(form),
                    MountsReader.INVALID,
                    "an engine takes `recursive: readonly` only with `propagation: rprivate`",
                    "add `propagation: rprivate`");
        }
        return recursive.equals("enabled") ? "" : recursive;
    }

    Optional<String> propagation(Mapping options) {
        Optional<Scalar> scalar = values.scalar(options, "propagation");
        scalar.filter(s -> !MountModes.isPropagation(s.text()))
                .ifPresent(s -> values.wrongValue(s, "is no propagation (rprivate, rshared, …)"));
        return scalar.map(Scalar::text);
    }
}

package io.portolan.compose.keys;

import io.portolan.compose.report.Findings;
import io.portolan.compose.yaml.Mapping;
import io.portolan.compose.yaml.Node;
import io.portolan.compose.yaml.Scalar;
import io.portolan.model.Secret;
import io.portolan.model.stack.Healthcheck;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** {@code healthcheck} (Compose specification, "healthcheck"). */
final class HealthcheckReader {
    private static final Vocabulary KEYS =
            Vocabulary.of("test", "interval", "timeout", "retries", "start_period", "start_interval", "disable");
    private static final Set<String> FORMS = Set.of("NONE", "CMD", "CMD-SHELL");

    private final Values values;
    private final Quantities quantities;
    private final Findings findings;

    HealthcheckReader(Reading reading) {
        this.values = reading.values();
        this.quantities = reading.quantities();
        this.findings = reading.findings();
    }

    Optional<Healthcheck> read(Mapping service) {
        return values.mapping(service, "healthcheck").map(this::healthcheck);
    }

    private Healthcheck healthcheck(Mapping form) {
        KEYS.check(form, findings);
        List<Secret> test = values.flag(form, "disable")
                ? List.of(new Secret("NONE"))
                : form.get("test").map(this::test).orElse(List.of());
        return new Healthcheck(
                test,
                quantities.duration(form, "interval"),
                quantities.duration(form, "timeout"),
                retries(form),
                quantities.duration(form, "start_period"),
                quantities.duration(form, "start_interval"));
    }

    private OptionalInt retries(Mapping form) {
        return values.integer(form, "retries", 0, Integer.MAX_VALUE);
    }

    private List<Secret> test(Node node) {
        if (node instanceof Scalar) {
            return values.scalar(node)
                    .map(s -> List.of(new Secret("CMD-SHELL"), new Secret(s.text())))
                    .orElse(List.of());
        }
        List<Scalar> parts =
                values.list(node).stream().flatMap(n -> part(n).stream()).toList();
        if (parts.isEmpty()) {
            findings.error(node, "compose.invalid-healthcheck", "a test needs at least one word");
        } else if (!FORMS.contains(parts.getFirst().text())) {
            findings.error(
                    parts.getFirst(),
                    "compose.invalid-healthcheck",
                    "a test as a list begins with CMD, CMD-SHELL or NONE",
                    "put \"CMD\" in front to run a program, or write the test as one text for a shell");
        }
        return parts.stream().map(s -> new Secret(s.text())).toList();
    }

    private Optional<Scalar> part(Node node) {
        if (node instanceof Scalar scalar && !scalar.isNull()) {
            return Optional.of(scalar);
        }
        values.wrongType(node, "a text");
        return Optional.empty();
    }
}

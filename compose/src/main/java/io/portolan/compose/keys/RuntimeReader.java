package io.portolan.compose.keys;

import io.portolan.compose.report.Findings;
import io.portolan.compose.yaml.Mapping;
import io.portolan.compose.yaml.Node;
import io.portolan.compose.yaml.Scalar;
import io.portolan.model.stack.RuntimeOptions;
import io.portolan.model.stack.RuntimeOptions.Logging;
import io.portolan.model.stack.RuntimeOptions.Privileges;
import io.portolan.model.stack.RuntimeOptions.Ulimit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/** What a container may do and use. */
final class RuntimeReader {
    private static final Pattern ULIMIT = Pattern.compile("-1|[0-9]{1,18}");
    private static final Vocabulary LOGGING = Vocabulary.of("driver", "options");
    private static final Vocabulary ULIMITS = Vocabulary.of("soft", "hard");

    private final Values values;
    private final Quantities quantities;
    private final Findings findings;
    private final ResourcesReader resources;
    private final HostReader host;
    private final SecurityOptions security;

    RuntimeReader(Reading reading) {
        this.values = reading.values();
        this.quantities = reading.quantities();
        this.findings = reading.findings();
        this.resources = new ResourcesReader(reading);
        this.host = new HostReader(reading);
        this.security = new SecurityOptions(reading);
    }

    RuntimeOptions read(Mapping service, Optional<Mapping> deploy) {
        return new RuntimeOptions(
                new Privileges(
                        values.flag(service, "privileged"),
                        values.flag(service, "read_only"),
                        texts(service, "cap_add"),
                        texts(service, "cap_drop")),
                security.read(service),
                ulimits(service),
                withValues(service, "sysctls"),
                quantities.bytes(service, "shm_size"),
                resources.read(service, deploy),
                values.mapping(service, "logging").map(this::logging),
                host.read(service, resources.reservations(deploy)));
    }

    private List<String> texts(Mapping service, String key) {
        return values.texts(service, key).stream().map(Scalar::text).distinct().toList();
    }

    private Map<String, String> withValues(Mapping service, String key) {
        Map<String, String> all = new LinkedHashMap<>();
        for (Values.Pair pair : values.pairs(service, key)) {
            if (pair.value().isEmpty()) {
                findings.error(pair.at(), "compose.invalid-value", "a value is missing here: write name=value");
            }
            all.put(pair.name(), pair.value().orElse(""));
        }
        return all;
    }

    private Map<String, Ulimit> ulimits(Mapping service) {
        Map<String, Ulimit> all = new LinkedHashMap<>();
        values.mapping(service, "ulimits").ifPresent(form -> form.entries()
                .forEach(e -> ulimit(e.value()).ifPresent(limit -> all.put(e.name(), limit))));
        return all;
    }

    private Optional<Ulimit> ulimit(Node node) {
        if (node instanceof Mapping form) {
            ULIMITS.check(form, findings);
            OptionalLong soft = form.get("soft").map(this::limit).orElse(OptionalLong.empty());
            OptionalLong hard = form.get("hard").map(this::limit).orElse(OptionalLong.empty());
            if (!form.has("soft") || !form.has("hard")) {
                findings.error(
                        form, "compose.invalid-value", "a ulimit has `soft` and `hard`, or is one number for both");
            }
            return soft.isPresent() && hard.isPresent()
                    ? Optional.of(new Ulimit(soft.getAsLong(), hard.getAsLong()))
                    : Optional.empty();
        }
        OptionalLong both = limit(node);
        return both.isPresent() ? Optional.of(new Ulimit(both.getAsLong(), both.getAsLong())) : Optional.empty();
    }

    private OptionalLong limit(Node node) {
        Optional<Scalar> scalar = values.scalar(node);
        if (scalar.isEmpty()) {
            return OptionalLong.empty();
        }
        if (!ULIMIT.matcher(scalar.get().text()).matches()) {
            values.wrongValue(scalar.get(), "is no limit: a whole number, or -1 for none");
            return OptionalLong.empty();
        }
        return OptionalLong.of(Long.parseLong(scalar.get().text()));
    }

    private Logging logging(Mapping form) {
        LOGGING.check(form, findings);
        Map<String, String> options = new LinkedHashMap<>();
        values.pairs(form, "options")
                .forEach(p -> options.put(p.name(), p.value().orElse("")));
        return new Logging(values.text(form, "driver").orElse("json-file"), options);
    }
}

package io.portolan.compose.keys;

import io.portolan.compose.report.Findings;
import io.portolan.compose.yaml.Mapping;
import io.portolan.compose.yaml.Scalar;
import io.portolan.model.stack.RuntimeOptions.Resources;
import java.util.Optional;
import java.util.OptionalLong;

/** Limits of a service, by its own keys or under {@code deploy.resources} (Compose specification, "Deploy"). */
final class ResourcesReader {
    private static final Vocabulary RESOURCES = Vocabulary.of("limits", "reservations");
    private static final Vocabulary LIMITS = Vocabulary.of("cpus", "memory", "pids");
    private static final Vocabulary RESERVATIONS =
            Vocabulary.of("memory", "devices").meaningless("cpus", "generic_resources", "pids");

    private final Values values;
    private final Quantities quantities;
    private final Findings findings;

    ResourcesReader(Reading reading) {
        this.values = reading.values();
        this.quantities = reading.quantities();
        this.findings = reading.findings();
    }

    Resources read(Mapping service, Optional<Mapping> deploy) {
        Optional<Mapping> resources = deploy.flatMap(d -> values.mapping(d, "resources"));
        resources.ifPresent(r -> RESOURCES.check(r, findings));
        Optional<Mapping> limits = resources.flatMap(r -> values.mapping(r, "limits"));
        Optional<Mapping> reservations = resources.flatMap(r -> values.mapping(r, "reservations"));
        limits.ifPresent(l -> LIMITS.check(l, findings));
        reservations.ifPresent(r -> RESERVATIONS.check(r, findings));
        return new Resources(
                agreed(
                        service,
                        "cpus",
                        quantities.cpus(service, "cpus"),
                        limits.map(l -> quantities.cpus(l, "cpus")).orElse(OptionalLong.empty())),
                agreed(
                        service,
                        "mem_limit",
                        quantities.bytes(service, "mem_limit"),
                        limits.map(l -> quantities.bytes(l, "memory")).orElse(OptionalLong.empty())),
                agreed(
                        service,
                        "mem_reservation",
                        quantities.bytes(service, "mem_reservation"),
                        reservations.map(r -> quantities.bytes(r, "memory")).orElse(OptionalLong.empty())),
                agreed(
                        service,
                        "pids_limit",
                        pids(service, "pids_limit"),
                        limits.map(l -> pids(l, "pids")).orElse(OptionalLong.empty())));
    }

    Optional<Mapping> reservations(Optional<Mapping> deploy) {
        return deploy.flatMap(d -> d.get("resources"))
                .filter(Mapping.class::isInstance)
                .map(Mapping.class::cast)
                .flatMap(r -> r.get("reservations"))
                .filter(Mapping.class::isInstance)
                .map(Mapping.class::cast);
    }

    private OptionalLong pids(Mapping mapping, String key) {
        Optional<Scalar> scalar = values.scalar(mapping, key);
        if (scalar.isEmpty()) {
            return OptionalLong.empty();
        }
        if (!scalar.get().text().matches("-1|[0-9]{1,9}")) {
            values.wrongValue(scalar.get(), "is no number of processes: a whole number, or -1 for no limit");
            return OptionalLong.empty();
        }
        return OptionalLong.of(Long.parseLong(scalar.get().text()));
    }

    /** The service's own key and the one under {@code deploy} may both stand there if they say the same. */
    private OptionalLong agreed(Mapping service, String key, OptionalLong own, OptionalLong deployed) {
        if (own.isPresent() && deployed.isPresent() && own.getAsLong() != deployed.getAsLong()) {
            findings.error(
                    service.get(key).orElse(service),
                    "compose.contradiction",
                    "`%s` and `deploy.resources` say different things".formatted(key));
        }
        return own.isPresent() ? own : deployed;
    }
}

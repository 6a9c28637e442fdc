package io.portolan.compose.keys;

import io.portolan.compose.report.Findings;
import io.portolan.compose.yaml.Mapping;
import io.portolan.compose.yaml.Node;
import io.portolan.compose.yaml.Scalar;
import io.portolan.model.stack.LifecycleSpec;
import io.portolan.model.stack.LifecycleSpec.Condition;
import io.portolan.model.stack.LifecycleSpec.Dependency;
import io.portolan.model.stack.LifecycleSpec.RestartPolicy;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** When a service starts, restarts and ends. Whether others make it a one-shot is decided with all services known. */
final class LifecycleReader {
    private static final int MOST_REPLICAS = 1000;
    private static final Pattern ON_FAILURE = Pattern.compile("on-failure(?::([0-9]{1,9}))?");
    private static final Vocabulary DEPENDENCY = Vocabulary.of("condition", "required", "restart");
    private static final Vocabulary RESTART_POLICY =
            Vocabulary.of("condition", "max_attempts").meaningless("delay", "window");

    private final Values values;
    private final Quantities quantities;
    private final Findings findings;
    private final HealthcheckReader healthchecks;
    private final HooksReader hooks;

    LifecycleReader(Reading reading) {
        this.values = reading.values();
        this.quantities = reading.quantities();
        this.findings = reading.findings();
        this.healthchecks = new HealthcheckReader(reading);
        this.hooks = new HooksReader(reading);
    }

    LifecycleSpec read(Mapping service, Optional<Mapping> deploy) {
        return new LifecycleSpec(
                restart(service, deploy),
                dependsOn(service),
                healthchecks.read(service),
                values.text(service, "stop_signal"),
                quantities.duration(service, "stop_grace_period"),
                replicas(service, deploy),
                values.flag(service, "exclude_from_hc"),
                hooks.read(service));
    }

    private int replicas(Mapping service, Optional<Mapping> deploy) {
        OptionalInt scale = values.integer(service, "scale", 0, MOST_REPLICAS);
        OptionalInt replicas =
                deploy.map(d -> values.integer(d, "replicas", 0, MOST_REPLICAS)).orElse(OptionalInt.empty());
        if (scale.isPresent() && replicas.isPresent() && scale.getAsInt() != replicas.getAsInt()) {
            findings.error(
                    service.get("scale").orElse(service),
                    "compose.contradiction",
                    "`scale` and `deploy.replicas` say different numbers");
        }
        return scale.orElse(replicas.orElse(1));
    }

    /** The policy under {@code deploy} wins, as in the official engine. */
    private Optional<RestartPolicy> restart(Mapping service, Optional<Mapping> deploy) {
        Optional<RestartPolicy> own = values.scalar(service, "restart")
                .filter(s -> !s.text().isEmpty())
                .flatMap(this::restart);
        return deploy.flatMap(d -> values.mapping(d, "restart_policy"))
                .map(this::deployRestart)
                .or(() -> own);
    }

    private Optional<RestartPolicy> restart(Scalar scalar) {
        String text = scalar.text();
        Matcher onFailure = ON_FAILURE.matcher(text);
        if (onFailure.matches()) {
            int retries = onFailure.group(1) == null ? 0 : Integer.parseInt(onFailure.group(1));
            return Optional.of(new RestartPolicy(RestartPolicy.Mode.ON_FAILURE, retries));
        }
        return switch (text) {
            case "no" -> Optional.of(new RestartPolicy(RestartPolicy.Mode.NO, 0));
            case "always" -> Optional.of(new RestartPolicy(RestartPolicy.Mode.ALWAYS, 0));
            case "unless-stopped" -> Optional.of(new RestartPolicy(RestartPolicy.Mode.UNLESS_STOPPED, 0));
            default -> {
                values.wrongValue(scalar, "is none of no, always, unless-stopped, on-failure and on-failure:3");
                yield Optional.empty();
            }
        };
    }

    private RestartPolicy deployRestart(Mapping policy) {
        RESTART_POLICY.check(policy, findings);
        int attempts =
                values.integer(policy, "max_attempts", 0, Integer.MAX_VALUE).orElse(0);
        Optional<Scalar> condition = values.scalar(policy, "condition");
        RestartPolicy.Mode mode =
                switch (condition.map(Scalar::text).orElse("any")) {
                    case "none" -> RestartPolicy.Mode.NO;
                    case "on-failure" -> RestartPolicy.Mode.ON_FAILURE;
                    case "any" -> RestartPolicy.Mode.ALWAYS;
                    case "always", "unless-stopped" -> RestartPolicy.Mode.UNLESS_STOPPED;
                    default -> {
                        condition.ifPresent(c -> values.wrongValue(c, "is none of none, on-failure and any"));
                        yield RestartPolicy.Mode.NO;
                    }
                };
        return new RestartPolicy(mode, mode == RestartPolicy.Mode.ON_FAILURE ? attempts : 0);
    }

    private List<Dependency> dependsOn(Mapping service) {
        Optional<Node> node = values.present(service, "depends_on", "a list or a mapping");
        if (node.isEmpty()) {
            return List.of();
        }
        List<Dependency> all = new ArrayList<>();
        if (node.get() instanceof Mapping mapping) {
            mapping.entries().forEach(e -> dependency(e).ifPresent(all::add));
        } else {
            values.list(node.get()).stream()
                    .flatMap(n -> values.scalar(n).stream())
                    .map(s -> new Dependency(s.text(), Condition.STARTED, true, false))
                    .distinct()
                    .forEach(all::add);
        }
        return all;
    }

    private Optional<Dependency> dependency(Mapping.Entry entry) {
        if (entry.value().isNull()) {
            return Optional.of(new Dependency(entry.name(), Condition.STARTED, true, false));
        }
        return values.mapping(entry.value()).map(form -> {
            DEPENDENCY.check(form, findings);
            return new Dependency(
                    entry.name(),
                    values.scalar(form, "condition").map(this::condition).orElse(Condition.STARTED),
                    values.bool(form, "required").orElse(true),
                    values.flag(form, "restart"));
        });
    }

    private Condition condition(Scalar scalar) {
        return switch (scalar.text()) {
            case "service_started" -> Condition.STARTED;
            case "service_healthy" -> Condition.HEALTHY;
            case "service_completed_successfully" -> Condition.COMPLETED_SUCCESSFULLY;
            default -> {
                values.wrongValue(
                        scalar, "is none of service_started, service_healthy and service_completed_successfully");
                yield Condition.STARTED;
            }
        };
    }
}

package io.portolan.planner;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * One step of a plan.
 *
 * @param id stable within the plan and readable ({@code run:blog-k3f9d.wordpress.1})
 * @param dependsOn ids of the steps that must have succeeded before
 * @param reason why, for people
 * @param downtime of a finished plan's step if, and only if, it takes a service down
 */
public record Step(
        String id,
        Action action,
        List<String> dependsOn,
        String reason,
        Interruption interruption,
        Optional<Downtime> downtime) {
    public Step {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(action, "action");
        dependsOn = List.copyOf(dependsOn);
        Objects.requireNonNull(downtime, "downtime");
    }

    public Step(String id, Action action, List<String> dependsOn, String reason, Interruption interruption) {
        this(id, action, dependsOn, reason, interruption, Optional.empty());
    }

    Step lasting(Downtime estimate) {
        return new Step(id, action, dependsOn, reason, interruption, Optional.of(estimate));
    }

    /** What users notice while the step runs. */
    public enum Interruption {
        NONE,
        /** The service does not answer from this step until its replacement is ready. */
        SERVICE_DOWN,
        /** Open connections through what is changed may end. */
        CONNECTIONS_RESET
    }
}

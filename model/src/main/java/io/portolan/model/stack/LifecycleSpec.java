package io.portolan.model.stack;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * When a service starts, when it counts as ready, how it ends.
 *
 * @param restart empty where the file says nothing: Portolan then keeps it running, unless it is a one-shot
 * @param healthcheck empty where the image's own applies
 * @param oneShot another service waits for this one's successful completion, or the file marks it so: it runs once and
 *     is not started again
 */
public record LifecycleSpec(
        Optional<RestartPolicy> restart,
        List<Dependency> dependsOn,
        Optional<Healthcheck> healthcheck,
        Optional<String> stopSignal,
        Optional<Duration> stopGracePeriod,
        int replicas,
        boolean oneShot,
        Hooks hooks) {
    public LifecycleSpec {
        // Documents of before there were hooks have none.
        hooks = Objects.requireNonNullElseGet(hooks, Hooks::none);
        dependsOn = List.copyOf(dependsOn);
        if (replicas < 0) {
            throw new IllegalArgumentException("replicas cannot be negative: " + replicas);
        }
    }

    public LifecycleSpec(
            Optional<RestartPolicy> restart,
            List<Dependency> dependsOn,
            Optional<Healthcheck> healthcheck,
            Optional<String> stopSignal,
            Optional<Duration> stopGracePeriod,
            int replicas,
            boolean oneShot) {
        this(restart, dependsOn, healthcheck, stopSignal, stopGracePeriod, replicas, oneShot, Hooks.none());
    }

    public LifecycleSpec with(List<Dependency> dependencies) {
        return new LifecycleSpec(
                restart, dependencies, healthcheck, stopSignal, stopGracePeriod, replicas, oneShot, hooks);
    }

    public LifecycleSpec asOneShot() {
        return new LifecycleSpec(restart, dependsOn, healthcheck, stopSignal, stopGracePeriod, replicas, true, hooks);
    }

    public static LifecycleSpec simple() {
        return new LifecycleSpec(
                Optional.empty(), List.of(), Optional.empty(), Optional.empty(), Optional.empty(), 1, false);
    }

    /** What is waited for before this service starts. */
    public record Dependency(String service, Condition condition, boolean required, boolean restart) {
        public Dependency {
            Objects.requireNonNull(service, "service");
            Objects.requireNonNull(condition, "condition");
        }
    }

    public enum Condition {
        STARTED,
        HEALTHY,
        COMPLETED_SUCCESSFULLY
    }

    /** @param maxRetries 0 for no limit */
    public record RestartPolicy(Mode mode, int maxRetries) {
        public enum Mode {
            NO,
            ALWAYS,
            ON_FAILURE,
            UNLESS_STOPPED
        }
    }
}

package io.portolan.engine.execute;

import io.portolan.engine.Signal;
import io.portolan.engine.port.ContainerRuntime;
import io.portolan.model.Diagnostic;
import io.portolan.model.runtime.ObservedContainer;
import io.portolan.model.runtime.ObservedContainer.Health;
import io.portolan.model.runtime.ObservedContainer.Status;
import io.portolan.model.stack.LifecycleSpec.Condition;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;

/** Waits until a container is up in the sense that its dependants or its users need. */
final class Readiness {
    /** A container that just started may still end at once: it counts as started when it has run this long. */
    private static final Duration SETTLED = Duration.ofMillis(1500);
    /** Real images recover after a first "unhealthy" (a slow first start); one that stays so this long will not. */
    private static final Duration UNHEALTHY_PATIENCE = Duration.ofSeconds(30);

    private static final Duration INTERVAL = Duration.ofMillis(500);
    private static final int LOG_LINES = 15;
    private static final int RESTARTS_TOLERATED = 3;

    private final ContainerRuntime runtime;
    private final Signal signal;
    private final Duration timeout;

    Readiness(ContainerRuntime runtime, Signal signal, Duration timeout) {
        this.runtime = runtime;
        this.signal = signal;
        this.timeout = timeout;
    }

    StepOutcome await(String name, Condition condition, Consumer<String> progress) throws InterruptedException {
        Wait wait = new Wait(name, condition, progress);
        return signal.until(timeout, INTERVAL, wait::look).orElseGet(wait::timedOut);
    }

    static StepOutcome gone(String container) {
        return new StepOutcome.Failed(
                Diagnostic.error("container.gone", "the container " + container + " was removed while it started")
                        .about(container)
                        .suggest("deploy again"));
    }

    private final class Wait {
        private final String name;
        private final Condition condition;
        private final Consumer<String> progress;
        private String told = "";
        private Optional<Instant> unhealthySince = Optional.empty();
        private OptionalInt exitCode = OptionalInt.empty();

        Wait(String name, Condition condition, Consumer<String> progress) {
            this.name = name;
            this.condition = condition;
            this.progress = progress;
        }

        Optional<StepOutcome> look() {
            Optional<ObservedContainer> found = runtime.container(name);
            if (found.isEmpty()) {
                return Optional.of(gone(name));
            }
            ObservedContainer.State state = found.get().state();
            tell(state);
            if (condition == Condition.COMPLETED_SUCCESSFULLY) {
                return completed(state);
            }
            boolean ended = state.status() == Status.EXITED || state.status() == Status.DEAD;
            if (ended || state.status() == Status.RESTARTING) {
                // Kept, since the engine says no more what it ended with once it runs again.
                exitCode = OptionalInt.of(state.exitCode());
            }
            if (ended || (exitCode.isPresent() && state.restartCount() > RESTARTS_TOLERATED)) {
                return Optional.of(failed(
                        "container.exited",
                        "%s ended with exit code %d%s".formatted(name, exitCode.getAsInt(), restarts(state)),
                        lastLines()));
            }
            if (!state.running()) {
                return Optional.empty();
            }
            return condition == Condition.HEALTHY && state.health() != Health.NONE ? healthy(state) : settled(state);
        }

        private Optional<StepOutcome> completed(ObservedContainer.State state) {
            if (state.status() != Status.EXITED) {
                return Optional.empty();
            }
            return Optional.of(
                    state.exitCode() == 0
                            ? new StepOutcome.Succeeded()
                            : failed(
                                    "container.exited",
                                    "%s should complete but ended with exit code %d".formatted(name, state.exitCode()),
                                    lastLines()));
        }

        private Optional<StepOutcome> healthy(ObservedContainer.State state) {
            return switch (state.health()) {
                case HEALTHY -> Optional.of(new StepOutcome.Succeeded());
                case NONE, STARTING -> {
                    unhealthySince = Optional.empty();
                    yield Optional.empty();
                }
                case UNHEALTHY -> {
                    Instant since = unhealthySince.orElseGet(Instant::now);
                    unhealthySince = Optional.of(since);
                    yield since.plus(UNHEALTHY_PATIENCE).isBefore(Instant.now())
                            ? Optional.of(unhealthy(state))
                            : Optional.empty();
                }
            };
        }

        private Optional<StepOutcome> settled(ObservedContainer.State state) {
            boolean stays = state.startedAt()
                    .map(at -> at.plus(SETTLED).isBefore(Instant.now()))
                    .orElse(false);
            return stays ? Optional.of(new StepOutcome.Succeeded()) : Optional.empty();
        }

        private void tell(ObservedContainer.State state) {
            String now = state.status().name().toLowerCase(java.util.Locale.ROOT)
                    + (state.health() == Health.NONE
                            ? ""
                            : ", health " + state.health().name().toLowerCase(java.util.Locale.ROOT));
            if (!now.equals(told)) {
                told = now;
                progress.accept(now);
            }
        }

        private StepOutcome timedOut() {
            return failed(
                    "container.not-ready",
                    "%s was not ready after %d s (%s)".formatted(name, timeout.toSeconds(), told),
                    lastLines());
        }

        private StepOutcome unhealthy(ObservedContainer.State state) {
            String check = state.healthLog().isBlank()
                    ? ""
                    : "; the check said: " + state.healthLog().strip();
            return failed("container.unhealthy", "the health check of " + name + " does not pass" + check, lastLines());
        }

        private String restarts(ObservedContainer.State state) {
            String error = state.error().isBlank() ? "" : " (" + state.error() + ")";
            return error + (state.restartCount() > 0 ? ", again after " + state.restartCount() + " restarts" : "");
        }

        private String lastLines() {
            Deque<String> lines = new ArrayDeque<>();
            runtime.logs(name, LOG_LINES, false, line -> lines.addLast(line.text()));
            while (lines.size() > LOG_LINES) {
                lines.removeFirst();
            }
            return lines.isEmpty() ? "; it logged nothing" : "; its last lines:\n  " + String.join("\n  ", lines);
        }

        private StepOutcome failed(String code, String message, String more) {
            return new StepOutcome.Failed(Diagnostic.error(code, message + more)
                    .about(name)
                    .suggest("mend the service's configuration and deploy again"));
        }
    }
}

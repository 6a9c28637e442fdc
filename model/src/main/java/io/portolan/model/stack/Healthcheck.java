package io.portolan.model.stack;

import io.portolan.model.Secret;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * How the engine finds out whether a container is healthy; absent values are the engine's defaults.
 *
 * @param test as the engine takes it: {@code CMD …}, {@code CMD-SHELL …}, or {@code NONE}, which disables the image's
 */
public record Healthcheck(
        List<Secret> test,
        Optional<Duration> interval,
        Optional<Duration> timeout,
        OptionalInt retries,
        Optional<Duration> startPeriod,
        Optional<Duration> startInterval) {
    public Healthcheck {
        test = List.copyOf(test);
    }

    public boolean isDisabled() {
        return test.size() == 1 && test.getFirst().reveal().equals("NONE");
    }
}

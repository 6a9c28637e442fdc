package io.portolan.compose;

import io.portolan.compose.interpolate.Variables;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;

/** Which profiles are active: those that were asked for, else those of {@code COMPOSE_PROFILES}. */
final class Profiles {
    private Profiles() {}

    static Set<String> active(ComposeOptions options, Variables variables) {
        if (!options.profiles().isEmpty()) {
            return options.profiles();
        }
        return Arrays.stream(variables.value("COMPOSE_PROFILES").orElse("").split(","))
                .map(String::strip)
                .filter(p -> !p.isEmpty())
                .collect(Collectors.toUnmodifiableSet());
    }
}

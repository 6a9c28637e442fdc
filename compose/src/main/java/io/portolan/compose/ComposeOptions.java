package io.portolan.compose;

import java.util.Map;
import java.util.Set;

/**
 * What a load is told beside the files.
 *
 * @param variables values for interpolation, all sources already merged ({@code --set}, env files, magic values); they
 *     win over the bundle's {@code .env}
 * @param profiles the active profiles; {@code *} for all
 * @param deployedLater that files of configs and secrets are missing is a warning, and that variables have no value is a
 *     need: both are for whoever deploys
 */
public record ComposeOptions(Map<String, String> variables, Set<String> profiles, boolean deployedLater) {
    public ComposeOptions(Map<String, String> variables, Set<String> profiles) {
        this(variables, profiles, false);
    }

    public ComposeOptions {
        variables = Map.copyOf(variables);
        profiles = Set.copyOf(profiles);
    }

    /** For a check of the files alone. */
    public ComposeOptions forCheck() {
        return new ComposeOptions(variables, profiles, true);
    }

    public static ComposeOptions none() {
        return new ComposeOptions(Map.of(), Set.of());
    }

    public static ComposeOptions of(Map<String, String> variables) {
        return new ComposeOptions(variables, Set.of());
    }
}

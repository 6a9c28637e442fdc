package io.portolan.compose;

import java.util.Map;
import java.util.Set;

/**
 * What a load is told beside the files.
 *
 * @param variables values for interpolation, all sources already merged ({@code --set}, env files, magic values); they
 *     win over the bundle's {@code .env}
 * @param profiles the active profiles; {@code *} for all
 * @param filesLater that files of configs and secrets are missing is a warning: they are for whoever deploys to make
 */
public record ComposeOptions(Map<String, String> variables, Set<String> profiles, boolean filesLater) {
    public ComposeOptions(Map<String, String> variables, Set<String> profiles) {
        this(variables, profiles, false);
    }

    public ComposeOptions {
        variables = Map.copyOf(variables);
        profiles = Set.copyOf(profiles);
    }

    public ComposeOptions withFilesLater() {
        return new ComposeOptions(variables, profiles, true);
    }

    public static ComposeOptions none() {
        return new ComposeOptions(Map.of(), Set.of());
    }

    public static ComposeOptions of(Map<String, String> variables) {
        return new ComposeOptions(variables, Set.of());
    }
}

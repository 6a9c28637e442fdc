package io.portolan.cli.compose;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import picocli.CommandLine.Option;

/** What the commands that read Compose files offline are told alike. */
final class LoadOptions {
    @Option(
            names = {"-f", "--file"},
            paramLabel = "FILE",
            description = {
                "A Compose file; again for one that is merged over it.",
                "Relative paths in all of them start from the first one's folder."
            })
    private List<Path> files = new ArrayList<>();

    @Option(
            names = "--env-file",
            paramLabel = "F",
            description = "Variables for the files, instead of .env; later ones win.")
    private List<Path> envFiles = new ArrayList<>();

    @Option(names = "--set", paramLabel = "K=V", description = "A variable for the files; wins over env files.")
    private Map<String, String> variables = new LinkedHashMap<>();

    @Option(names = "--profile", paramLabel = "P", description = "Activate a profile (default: COMPOSE_PROFILES).")
    private Set<String> profiles = new LinkedHashSet<>();

    List<Path> files() {
        return files;
    }

    Set<String> profiles() {
        return profiles;
    }

    /** Throws a {@link io.portolan.cli.command.CommandFailure} where an env file cannot be read. */
    Map<String, String> variables(StackFiles stackFiles) {
        return stackFiles.variables(envFiles, variables);
    }
}

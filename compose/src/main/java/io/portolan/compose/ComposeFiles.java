package io.portolan.compose;

import io.portolan.compose.interpolate.EnvFile;
import io.portolan.compose.interpolate.Variables;
import io.portolan.compose.merge.ProjectTree;
import io.portolan.compose.report.Findings;
import io.portolan.compose.yaml.Mapping;
import io.portolan.model.Diagnostic;
import io.portolan.model.stack.Bundle;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** The parts of a bundle that every reading of it begins with. */
final class ComposeFiles {
    private ComposeFiles() {}

    /**
     * The bundle's files as one tree, and each as it was written.
     *
     * @param tree empty where a file cannot be read
     */
    record Project(Optional<Mapping> tree, List<Mapping> written) {}

    static Project project(Bundle bundle, Variables variables, Findings findings) {
        return project(bundle.composeFiles(), bundle::file, variables, findings);
    }

    static Project project(
            List<String> composeFiles,
            Function<String, Optional<Bundle.File>> files,
            Variables variables,
            Findings findings) {
        if (composeFiles.isEmpty()) {
            findings.add(Diagnostic.error("compose.missing-file", "there is no Compose file"));
            return new Project(Optional.empty(), List.of());
        }
        ProjectTree trees = new ProjectTree(files, findings);
        Optional<Mapping> tree = trees.load(composeFiles, variables);
        return new Project(tree, trees.written());
    }

    static Variables variables(Bundle bundle, Map<String, String> given, Findings findings) {
        return new Variables(given, defaults(bundle, given, findings), findings);
    }

    private static String path(Bundle bundle) {
        return bundle.composeFiles().getFirst();
    }

    /** The official program's variable for: no {@code .env}, as others are named. */
    static boolean isDotEnvOff(Map<String, String> given) {
        return Set.of("1", "true").contains(given.getOrDefault("COMPOSE_DISABLE_ENV_FILE", ""));
    }

    /** The variables of the bundle's {@code .env}, looked up in {@code given} first. */
    private static Map<String, String> defaults(Bundle bundle, Map<String, String> given, Findings findings) {
        if (isDotEnvOff(given)) {
            return Map.of();
        }
        return bundle.file(".env")
                .map(file -> EnvFile.read(".env", file.content(), given, findings))
                .orElse(Map.of());
    }

    /** The comment lines before the first other line: where templates keep their header. */
    static List<String> header(Bundle bundle) {
        return bundle.file(path(bundle))
                .map(Bundle.File::text)
                .orElse("")
                .lines()
                .map(String::strip)
                .takeWhile(line -> line.isEmpty() || line.startsWith("#"))
                .filter(line -> !line.isEmpty())
                .toList();
    }
}

package io.portolan.compose;

import io.portolan.compose.config.ConfigTree;
import io.portolan.compose.interpolate.Variables;
import io.portolan.compose.keys.Environments;
import io.portolan.compose.report.Findings;
import io.portolan.compose.yaml.Mapping;
import io.portolan.compose.yaml.Scalar;
import io.portolan.model.stack.Bundle;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The canonical form that {@code docker compose config --format json} prints, as maps, lists, texts, numbers and
 * booleans. It shows every value, secrets too, as the official program does; dollar signs are doubled, so that it can be
 * read again. It is the form of files that load: what is wrong in others is left out.
 */
public final class ComposeConfig {
    private static final String PROJECT = "COMPOSE_PROJECT_NAME";

    private ComposeConfig() {}

    /**
     * @param options with the project's name, see {@link #named}
     * @param folder the absolute path of the first Compose file's folder, which relative paths begin with
     */
    public static Map<String, @Nullable Object> of(Bundle bundle, ComposeOptions options, String folder) {
        Findings unread = new Findings();
        Variables variables = ComposeFiles.variables(bundle, options.variables(), unread);
        Optional<Mapping> tree = ComposeFiles.project(bundle, variables, unread).tree();
        if (tree.isEmpty()) {
            return Map.of();
        }
        Set<String> profiles = Profiles.active(options, variables);
        Environments environments = new Environments(bundle, variables, unread);
        String project = variables.value(PROJECT).orElse("");
        return new ConfigTree(project, folder, variables)
                .of(tree.get(), ConfigTree.services(tree.get(), profiles), pairs(environments));
    }

    /** The same options with the project's name as a variable, where it is not one of them already. */
    public static ComposeOptions named(Bundle bundle, ComposeOptions options, String folderName) {
        Map<String, String> variables = new TreeMap<>(options.variables());
        variables.putIfAbsent(PROJECT, project(bundle, options, folderName));
        return new ComposeOptions(variables, options.profiles());
    }

    /** The project's name: the file's {@code name}, else that of its folder (Compose specification, "name"). */
    public static String project(Bundle bundle, ComposeOptions options, String folderName) {
        Findings unread = new Findings();
        Variables variables = ComposeFiles.variables(bundle, options.variables(), unread);
        Optional<String> named = variables.value(PROJECT).or(() -> ComposeFiles.project(bundle, variables, unread)
                .tree()
                .flatMap(root -> root.get("name"))
                .map(n -> n instanceof Scalar s ? s.text() : ""));
        String name = named.orElse(folderName).toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9_-]", "");
        return name.replaceAll("^[_-]+", "");
    }

    private static ConfigTree.Pairs pairs(Environments environments) {
        return new ConfigTree.Pairs() {
            @Override
            public Map<String, @Nullable String> environment(Mapping service) {
                return environments.of(service);
            }

            @Override
            public Map<String, String> labels(Mapping service) {
                return environments.labels(service);
            }
        };
    }
}

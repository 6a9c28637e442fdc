package io.portolan.compose;

import io.portolan.compose.interpolate.EnvFile;
import io.portolan.compose.report.Findings;
import io.portolan.compose.yaml.Mapping;
import io.portolan.compose.yaml.YamlReader;
import io.portolan.model.Diagnostic;
import io.portolan.model.Position;
import io.portolan.model.stack.Bundle;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The parts of a bundle that every reading of it begins with. */
final class ComposeFiles {
    private ComposeFiles() {}

    static Optional<Mapping> tree(Bundle bundle, Findings findings) {
        if (bundle.composeFiles().isEmpty()) {
            findings.add(Diagnostic.error("compose.missing-file", "there is no Compose file"));
            return Optional.empty();
        }
        if (bundle.composeFiles().size() > 1) {
            findings.add(Diagnostic.error(
                            "compose.not-carried-out",
                            "several Compose files for one stack are not carried out yet by this version")
                    .at(new Position(bundle.composeFiles().get(1), 1, 1)));
            return Optional.empty();
        }
        String path = path(bundle);
        return bundle.file(path).flatMap(file -> new YamlReader(path, findings).read(file.content()));
    }

    private static String path(Bundle bundle) {
        return bundle.composeFiles().getFirst();
    }

    /** The variables of the bundle's {@code .env}, looked up in {@code given} first. */
    static Map<String, String> defaults(Bundle bundle, Map<String, String> given, Findings findings) {
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

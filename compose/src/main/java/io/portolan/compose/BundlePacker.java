package io.portolan.compose;

import io.portolan.compose.interpolate.Interpolator;
import io.portolan.compose.interpolate.Variables;
import io.portolan.compose.keys.FileReferences;
import io.portolan.compose.report.Findings;
import io.portolan.compose.yaml.Mapping;
import io.portolan.model.Diagnostic;
import io.portolan.model.stack.Bundle;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The client's side of a deploy: reads a Compose file and what it refers to (env files, {@code .env}, relative bind
 * sources, files of configs and secrets) into a bundle. What is missing is left to the loader to report; what is too
 * large, unreadable or outside the Compose file's folder is reported here.
 */
public final class BundlePacker {
    private BundlePacker() {}

    /** @param bundle empty if any diagnostic is an error */
    public record Packed(Optional<Bundle> bundle, List<Diagnostic> diagnostics) {
        public Packed {
            diagnostics = List.copyOf(diagnostics);
        }
    }

    /** @param variables what paths in the file may be made of, beside its {@code .env} */
    public static Packed pack(Path composeFile, Map<String, String> variables) {
        Findings findings = new Findings();
        Path file = composeFile.toAbsolutePath().normalize();
        Path folder = file.getParent();
        Path name = file.getFileName();
        if (folder == null || name == null || !Files.isRegularFile(file)) {
            return refused(Diagnostic.error("compose.missing-file", "there is no Compose file " + composeFile));
        }
        try {
            FolderReader reader = new FolderReader(folder.toRealPath(), findings);
            reader.add(name.toString());
            if (findings.hasError()) {
                return new Packed(Optional.empty(), findings.list());
            }
            reader.add(".env");
            Bundle first = new Bundle(List.of(name.toString()), reader.files());
            references(first, variables).forEach(reader::add);
            Bundle bundle = new Bundle(List.of(name.toString()), reader.files());
            return new Packed(findings.hasError() ? Optional.empty() : Optional.of(bundle), findings.list());
        } catch (IOException e) {
            return refused(
                    Diagnostic.error("compose.unreadable", "the folder of the Compose file cannot be read: " + e));
        }
    }

    private static Packed refused(Diagnostic diagnostic) {
        return new Packed(Optional.empty(), List.of(diagnostic));
    }

    /** Relative paths, inside the folder or not; mistakes of the file itself are the loader's to report. */
    private static List<String> references(Bundle bundle, Map<String, String> variables) {
        Findings unread = new Findings();
        Variables all = new Variables(variables, ComposeFiles.defaults(bundle, variables, unread), unread);
        Optional<Mapping> root =
                ComposeFiles.tree(bundle, unread).flatMap(tree -> Interpolator.fill(tree, all, unread));
        return root.map(FileReferences::of).orElse(List.of());
    }
}

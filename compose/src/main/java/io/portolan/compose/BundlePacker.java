package io.portolan.compose;

import io.portolan.compose.interpolate.Variables;
import io.portolan.compose.keys.FileReferences;
import io.portolan.compose.report.Findings;
import io.portolan.model.Diagnostic;
import io.portolan.model.stack.Bundle;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
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

    /**
     * @param composeFiles in order of precedence; paths begin in the first one's folder, and all are in it or below
     * @param variables what paths in the files may be made of, beside the folder's {@code .env}
     */
    public static Packed pack(List<Path> composeFiles, Map<String, String> variables) {
        Findings findings = new Findings();
        Path folder = composeFiles.getFirst().toAbsolutePath().normalize().resolveSibling("");
        List<String> names = new ArrayList<>();
        for (Path given : composeFiles) {
            Path file = given.toAbsolutePath().normalize();
            if (file.getFileName() == null || !Files.isRegularFile(file)) {
                findings.add(Diagnostic.error("compose.missing-file", "there is no Compose file " + given));
            } else if (!file.startsWith(folder)) {
                findings.add(Diagnostic.error(
                                "compose.several-folders",
                                "%s is not in the folder of %s".formatted(given, composeFiles.getFirst()))
                        .suggest("put the Compose files of a stack into one folder, the outermost one first"));
            } else {
                names.add(folder.relativize(file).toString().replace('\\', '/'));
            }
        }
        if (findings.hasError()) {
            return new Packed(Optional.empty(), findings.list());
        }
        try {
            return pack(new FolderReader(folder.toRealPath(), findings), names, variables, findings);
        } catch (IOException e) {
            return new Packed(
                    Optional.empty(),
                    List.of(Diagnostic.error(
                            "compose.unreadable", "the folder of the Compose file cannot be read: " + e)));
        }
    }

    public static Packed pack(Path composeFile, Map<String, String> variables) {
        return pack(List.of(composeFile), variables);
    }

    private static Packed pack(
            FolderReader reader, List<String> names, Map<String, String> variables, Findings findings) {
        names.forEach(reader::add);
        if (!ComposeFiles.isDotEnvOff(variables)) {
            reader.add(".env");
        }
        if (!findings.hasError()) {
            references(reader, names, variables).forEach(reader::add);
        }
        return findings.hasError()
                ? new Packed(Optional.empty(), findings.list())
                : new Packed(Optional.of(new Bundle(names, reader.files())), findings.list());
    }

    /**
     * Relative paths, inside the folder or not; mistakes of the files themselves are the loader's to report. Files that
     * are included or extended are read, and so packed, on the way.
     */
    private static List<String> references(FolderReader reader, List<String> names, Map<String, String> variables) {
        Findings unread = new Findings();
        Bundle first = new Bundle(names, reader.files());
        Variables all = ComposeFiles.variables(first, variables, unread);
        ComposeFiles.Project project = ComposeFiles.project(names, reader::file, all, unread);
        return project.tree().map(FileReferences::of).orElse(List.of());
    }
}

package io.portolan.cli.compose;

import io.portolan.cli.command.CliContext;
import io.portolan.cli.command.CommandFailure;
import io.portolan.compose.BundlePacker;
import io.portolan.compose.interpolate.EnvFile;
import io.portolan.compose.report.Findings;
import io.portolan.model.Diagnostic;
import io.portolan.model.stack.Bundle;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The files of a stack on this machine, read for a deploy or a check. */
public final class StackFiles {
    private final CliContext context;

    /** @param warnings what is worth knowing about packing it */
    public record Packed(Bundle bundle, List<Diagnostic> warnings) {}

    public StackFiles(CliContext context) {
        this.context = context;
    }

    /** The variables of all env files, the later ones winning, then those that were set one by one. */
    public Map<String, String> variables(List<Path> envFiles, Map<String, String> set) {
        Findings findings = new Findings();
        Map<String, String> variables = new LinkedHashMap<>();
        for (Path file : envFiles) {
            variables.putAll(EnvFile.read(file.toString(), content(file), variables, findings));
        }
        if (findings.hasError()) {
            throw CommandFailure.refused(findings.list());
        }
        variables.putAll(set);
        return variables;
    }

    private byte[] content(Path file) {
        try {
            return Files.readAllBytes(context.folder().resolve(file));
        } catch (NoSuchFileException e) {
            throw CommandFailure.refused(List.of(Diagnostic.error("env-file.missing", "there is no env file " + file)));
        } catch (IOException e) {
            throw CommandFailure.refused(
                    List.of(Diagnostic.error("env-file.unreadable", "the env file " + file + " cannot be read: " + e)));
        }
    }

    /** Compose files and all that they refer to. Throws a {@link CommandFailure} where that cannot be packed. */
    public Packed bundle(List<Path> files, Map<String, String> variables) {
        TreeMap<String, Bundle.File> packed = new TreeMap<>();
        List<String> composeFiles = new ArrayList<>();
        List<Diagnostic> warnings = new ArrayList<>();
        for (Path file : files) {
            requireSameFolder(files.getFirst(), file);
            BundlePacker.Packed one = BundlePacker.pack(context.folder().resolve(file), variables);
            List<Diagnostic> diagnostics = Places.of(file).in(one.diagnostics());
            Bundle bundle = one.bundle().orElseThrow(() -> CommandFailure.refused(diagnostics));
            warnings.addAll(diagnostics);
            packed.putAll(bundle.files());
            composeFiles.addAll(bundle.composeFiles());
        }
        return new Packed(new Bundle(composeFiles, packed), warnings);
    }

    /** Paths in a file are relative to the first one's folder: with one folder there is no doubt which is meant. */
    private void requireSameFolder(Path first, Path other) {
        if (!folder(first).equals(folder(other))) {
            throw CommandFailure.refused(
                    List.of(Diagnostic.error("compose.several-folders", other + " is not in the folder of " + first)
                            .suggest("put the Compose files of a stack into one folder")));
        }
    }

    private Path folder(Path file) {
        return context.folder().resolve(file).toAbsolutePath().normalize().resolveSibling("");
    }
}

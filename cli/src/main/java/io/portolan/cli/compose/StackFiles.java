package io.portolan.cli.compose;

import io.portolan.cli.command.CliContext;
import io.portolan.cli.command.CommandFailure;
import io.portolan.compose.BundlePacker;
import io.portolan.compose.EnvFiles;
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

/** The files of a stack on this machine, read for a deploy or a check. */
public final class StackFiles {
    private static final String NO_DOT_ENV = "COMPOSE_DISABLE_ENV_FILE";

    private final CliContext context;

    /** @param warnings what is worth knowing about packing it */
    public record Packed(Bundle bundle, List<Diagnostic> warnings) {}

    public StackFiles(CliContext context) {
        this.context = context;
    }

    /** The variables of all env files, the later ones winning, then those that were set one by one. */
    public Map<String, String> variables(List<Path> envFiles, Map<String, String> set) {
        List<Diagnostic> diagnostics = new ArrayList<>();
        Map<String, String> variables = new LinkedHashMap<>();
        for (Path file : envFiles) {
            EnvFiles.Read read = EnvFiles.read(file.toString(), content(file), variables);
            variables.putAll(read.values());
            diagnostics.addAll(read.diagnostics());
        }
        if (Diagnostic.anyError(diagnostics)) {
            throw CommandFailure.refused(diagnostics);
        }
        if (!envFiles.isEmpty()) {
            // As the official program: named files take the place of the `.env` beside the Compose file.
            variables.putIfAbsent(NO_DOT_ENV, "true");
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
        BundlePacker.Packed packed =
                BundlePacker.pack(files.stream().map(context.folder()::resolve).toList(), variables);
        List<Diagnostic> diagnostics = Places.of(files.getFirst()).in(packed.diagnostics());
        return new Packed(packed.bundle().orElseThrow(() -> CommandFailure.refused(diagnostics)), diagnostics);
    }
}

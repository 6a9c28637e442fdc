package io.portolan.cli.compose;

import io.portolan.cli.client.Json;
import io.portolan.cli.command.CliContext;
import io.portolan.cli.command.CommandFailure;
import io.portolan.cli.command.CommonOptions;
import io.portolan.cli.command.ExitCode;
import io.portolan.cli.terminal.DiagnosticPrinter;
import io.portolan.compose.ComposeConfig;
import io.portolan.compose.ComposeLoader;
import io.portolan.compose.ComposeOptions;
import io.portolan.compose.ComposeResult;
import io.portolan.model.Diagnostic;
import io.portolan.model.stack.Bundle;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
        name = "config",
        description = {
            "Print the canonical form of Compose files: the document of \"docker compose config --format json\".",
            "It shows all values, secrets too. Variables come from env files and .env, not from the shell."
        })
final class ComposeCanonical implements Callable<Integer> {
    @Mixin
    private final CommonOptions common = new CommonOptions();

    @Mixin
    private final LoadOptions load = new LoadOptions();

    @Parameters(arity = "0..1", paramLabel = "FILE", description = "The Compose file, or the first before those of -f.")
    private @Nullable Path file;

    private final CliContext context;

    ComposeCanonical(CliContext context) {
        this.context = context;
    }

    /** Prints JSON with and without {@code --json}: there is no other form of it. */
    @Override
    public Integer call() {
        List<Path> files = files();
        StackFiles stackFiles = new StackFiles(context);
        Map<String, String> variables = load.variables(stackFiles);
        Bundle bundle = stackFiles.bundle(files, variables).bundle();
        Path folder = context.folder()
                .resolve(files.getFirst())
                .toAbsolutePath()
                .normalize()
                .resolveSibling("");
        ComposeOptions options = ComposeConfig.named(
                bundle, new ComposeOptions(variables, load.profiles()), String.valueOf(folder.getFileName()));
        ComposeResult result = ComposeLoader.load(bundle, options);
        List<Diagnostic> diagnostics = Places.of(files.getFirst()).in(result.diagnostics());
        if (result.spec().isEmpty()) {
            throw CommandFailure.refused(diagnostics);
        }
        DiagnosticPrinter.toErr(context.terminal()).print(diagnostics);
        context.print(Json.of(ComposeConfig.of(bundle, options, folder.toString())));
        return ExitCode.DONE;
    }

    private List<Path> files() {
        List<Path> files = new ArrayList<>(Optional.ofNullable(file).stream().toList());
        files.addAll(load.files());
        return files.isEmpty() ? List.of(Path.of("compose.yaml")) : files;
    }

    boolean json() {
        return common.json();
    }
}

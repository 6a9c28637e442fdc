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
import io.portolan.model.stack.StackSpec;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "config",
        description = {
            "Print the canonical form of a Compose file: the document of \"docker compose config --format json\".",
            "It shows all values, secrets too. Variables come from env files and .env, not from the shell."
        })
final class ComposeCanonical implements Callable<Integer> {
    @Mixin
    private final CommonOptions common = new CommonOptions();

    @Parameters(paramLabel = "FILE", description = "The Compose file.")
    private Path file = Path.of("compose.yaml");

    @Option(names = "--env-file", paramLabel = "F", description = "Variables for the file; later ones win.")
    private List<Path> envFiles = new ArrayList<>();

    private final CliContext context;

    ComposeCanonical(CliContext context) {
        this.context = context;
    }

    /** Prints JSON with and without {@code --json}: there is no other form of it. */
    @Override
    public Integer call() {
        StackFiles files = new StackFiles(context);
        Map<String, String> variables = files.variables(envFiles, Map.of());
        Bundle bundle = files.bundle(List.of(file), variables).bundle();
        ComposeOptions options = ComposeOptions.of(variables);
        ComposeResult result = ComposeLoader.load(bundle, options);
        List<Diagnostic> diagnostics = Places.of(file).in(result.diagnostics());
        StackSpec spec = result.spec().orElseThrow(() -> CommandFailure.refused(diagnostics));
        DiagnosticPrinter.toErr(context.terminal()).print(diagnostics);
        Path folder =
                context.folder().resolve(file).toAbsolutePath().normalize().resolveSibling("");
        String project = ComposeConfig.project(bundle, options, String.valueOf(folder.getFileName()));
        context.print(Json.of(ComposeConfig.of(spec, project, folder.toString())));
        return ExitCode.DONE;
    }

    boolean json() {
        return common.json();
    }
}

package io.portolan.cli;

import io.portolan.cli.command.CliContext;
import io.portolan.cli.compose.ComposeCommands;
import io.portolan.cli.resource.ResourceCommands;
import io.portolan.cli.stack.StackCommands;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import picocli.CommandLine;

/**
 * The whole command line. Whoever has more commands to offer ({@code up}, {@code down}, {@code daemon}) hands them in as
 * annotated picocli objects; they come first in the help.
 */
public final class Cli {
    private final CliContext context;
    private final CommandLine root;

    public Cli(CliContext context) {
        this(context, List.of());
    }

    public Cli(CliContext context, List<?> moreCommands) {
        this.context = context;
        this.root = new CommandLine(new PortolanCommand());
        moreCommands.forEach(root::addSubcommand);
        root.addSubcommand(ComposeCommands.tree(context));
        root.addSubcommand(StackCommands.tree(context));
        ResourceCommands.all(context).forEach(root::addSubcommand);
        root.setUsageHelpWidth(Math.min(120, context.terminal().width()));
        root.setOut(new PrintWriter(context.terminal().out(), true, StandardCharsets.UTF_8));
        root.setErr(new PrintWriter(context.terminal().err(), true, StandardCharsets.UTF_8));
        root.setColorScheme(CommandLine.Help.defaultColorScheme(
                context.terminal().outStyle().colours() ? CommandLine.Help.Ansi.ON : CommandLine.Help.Ansi.OFF));
    }

    /** Runs one command; its exit code is one of {@link io.portolan.cli.command.ExitCode}. Never throws. */
    public int run(String... args) {
        Failures failures = new Failures(context, args);
        root.setParameterExceptionHandler(failures::wrongUse);
        root.setExecutionExceptionHandler(failures::failed);
        return root.execute(args);
    }
}

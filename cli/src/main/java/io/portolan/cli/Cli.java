package io.portolan.cli;

import io.portolan.cli.command.CliContext;
import io.portolan.cli.command.CommonOptions;
import io.portolan.cli.compose.ComposeCommands;
import io.portolan.cli.resource.ResourceCommands;
import io.portolan.cli.stack.AppCommands;
import io.portolan.cli.stack.LinkCommands;
import io.portolan.cli.stack.StackCommands;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

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
        root.addSubcommand(AppCommands.tree(context));
        root.addSubcommand(LinkCommands.tree(context));
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
        root.setExecutionStrategy(parsed -> {
            inheritOptions(parsed);
            return new CommandLine.RunLast().execute(parsed);
        });
        return root.execute(args);
    }

    /** {@code portolan --json stack ls} means what {@code portolan stack ls --json} does. */
    private static void inheritOptions(ParseResult parsed) {
        boolean json = false;
        for (CommandLine command : parsed.asCommandLineList()) {
            for (CommandSpec mixin : command.getCommandSpec().mixins().values()) {
                if (mixin.userObject() instanceof CommonOptions common) {
                    json = common.inherit(json);
                }
            }
        }
    }
}

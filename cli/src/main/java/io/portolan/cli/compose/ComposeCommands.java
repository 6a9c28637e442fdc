package io.portolan.cli.compose;

import io.portolan.cli.command.CliContext;
import io.portolan.cli.command.CommandGroup;
import picocli.CommandLine;

/** The command tree of this package. */
public final class ComposeCommands {
    private ComposeCommands() {}

    public static CommandLine tree(CliContext context) {
        return CommandGroup.of(
                "compose",
                "Compose files on this machine, without a daemon.",
                new ComposeCheck(context),
                new ComposeCanonical(context));
    }
}

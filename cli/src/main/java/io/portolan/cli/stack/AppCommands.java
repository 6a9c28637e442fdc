package io.portolan.cli.stack;

import io.portolan.cli.command.CliContext;
import io.portolan.cli.command.CommandGroup;
import picocli.CommandLine;

/** Applications from images, which are stacks of one service. */
public final class AppCommands {
    private AppCommands() {}

    public static CommandLine tree(CliContext context) {
        return CommandGroup.of(
                "app",
                "Applications from images: stacks of one service. What there is for stacks is there for them.",
                new AppDeploy(context),
                new AppList(context),
                new StackRemove(context));
    }
}

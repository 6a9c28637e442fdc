package io.portolan.cli.stack;

import io.portolan.cli.command.CliContext;
import io.portolan.cli.command.CommandGroup;
import picocli.CommandLine;

/** The command tree of this package. */
public final class StackCommands {
    private StackCommands() {}

    public static CommandLine tree(CliContext context) {
        return CommandGroup.of(
                "stack",
                "Stacks: Compose files that run here.",
                new StackPlan(context),
                new StackDeploy(context),
                new StackList(context),
                new StackShow(context),
                new StackLogs(context),
                new StackExec(context),
                new StackRestart(context),
                new StackStop(context),
                new StackStart(context),
                new StackJoin(context),
                new StackLeave(context),
                new StackRevisions(context),
                new StackRollback(context),
                new StackRemove(context));
    }
}

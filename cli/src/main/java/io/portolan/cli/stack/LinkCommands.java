package io.portolan.cli.stack;

import io.portolan.cli.command.CliContext;
import io.portolan.cli.command.CommandGroup;
import picocli.CommandLine;

/** The commands of links between stacks. */
public final class LinkCommands {
    private LinkCommands() {}

    public static CommandLine tree(CliContext context) {
        return CommandGroup.of(
                "link",
                "Links: a service of one stack reaches one of another over a network of their own.",
                new LinkAdd(context),
                new LinkList(context),
                new LinkRemove(context));
    }
}

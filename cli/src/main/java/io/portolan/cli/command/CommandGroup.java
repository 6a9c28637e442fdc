package io.portolan.cli.command;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** A noun, below which its verbs stand; nothing by itself. */
@Command(synopsisSubcommandLabel = "COMMAND")
public final class CommandGroup {
    @Mixin
    private final CommonOptions common = new CommonOptions();

    private CommandGroup() {}

    /** @param commands picocli objects, each annotated with its name */
    public static CommandLine of(String noun, String description, Object... commands) {
        CommandLine group = new CommandLine(new CommandGroup());
        group.getCommandSpec().name(noun).usageMessage().description(description);
        for (Object command : commands) {
            group.addSubcommand(command);
        }
        return group;
    }

    boolean json() {
        return common.json();
    }
}

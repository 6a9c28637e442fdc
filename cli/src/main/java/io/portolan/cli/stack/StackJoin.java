package io.portolan.cli.stack;

import io.portolan.cli.command.CliContext;
import picocli.CommandLine.Command;

@Command(
        name = "join",
        description = {
            "Connect services to the network of the stack's destination (the predefined network), live.",
            "Other stacks that are on it reach them as SERVICE.SLUG; no container is replaced."
        },
        footer = {"", "For example:", "  portolan stack join shop db", "  portolan stack join shop all"})
final class StackJoin extends MembershipCommand {
    StackJoin(CliContext context) {
        super(context, "join");
    }
}

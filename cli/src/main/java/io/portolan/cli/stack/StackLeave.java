package io.portolan.cli.stack;

import io.portolan.cli.command.CliContext;
import picocli.CommandLine.Command;

@Command(
        name = "leave",
        description = {
            "Take services off the network of the stack's destination, live.",
            "One that a domain leads to stays on it, since the proxy is there."
        })
final class StackLeave extends MembershipCommand {
    StackLeave(CliContext context) {
        super(context, "leave");
    }
}

package io.portolan.cli.stack;

import io.portolan.cli.client.Resource;
import io.portolan.cli.command.ApiCommand;
import io.portolan.cli.command.CliContext;
import io.portolan.cli.command.Named;
import picocli.CommandLine.Parameters;

/** A command about one stack, which is its first argument. */
abstract class StackCommand extends ApiCommand {
    @Parameters(index = "0", paramLabel = "NAME", description = "The stack.")
    private String name = "";

    StackCommand(CliContext context) {
        super(context);
    }

    final String name() {
        return name;
    }

    final Resource stack() {
        return environment().slash("stacks", Named.stack(name));
    }
}

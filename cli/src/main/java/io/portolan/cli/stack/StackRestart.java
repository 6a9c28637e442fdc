package io.portolan.cli.stack;

import io.portolan.cli.client.ApiClient;
import io.portolan.cli.command.CliContext;
import picocli.CommandLine.Command;

@Command(name = "restart", description = "Restart a stack's containers.")
final class StackRestart extends StackCommand {
    StackRestart(CliContext context) {
        super(context);
    }

    @Override
    protected int run(ApiClient api) {
        api.post(stack().slash("restart"));
        return done("stack restart", name(), name() + " is restarted");
    }
}

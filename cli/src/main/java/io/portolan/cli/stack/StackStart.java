package io.portolan.cli.stack;

import io.portolan.cli.client.ApiClient;
import io.portolan.cli.command.CliContext;
import picocli.CommandLine.Command;

@Command(name = "start", description = "Start a stack that was stopped.")
final class StackStart extends StackCommand {
    StackStart(CliContext context) {
        super(context);
    }

    @Override
    protected int run(ApiClient api) {
        api.post(stack().slash("start"));
        return done("stack start", name(), name() + " is started");
    }
}

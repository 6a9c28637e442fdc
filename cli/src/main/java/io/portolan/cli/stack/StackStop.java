package io.portolan.cli.stack;

import io.portolan.cli.client.ApiClient;
import io.portolan.cli.command.CliContext;
import picocli.CommandLine.Command;

@Command(name = "stop", description = "Stop a stack; it stays stopped until it is started or deployed.")
final class StackStop extends StackCommand {
    StackStop(CliContext context) {
        super(context);
    }

    @Override
    protected int run(ApiClient api) {
        api.post(stack().slash("stop"));
        return done("stack stop", name(), name() + " is stopped");
    }
}

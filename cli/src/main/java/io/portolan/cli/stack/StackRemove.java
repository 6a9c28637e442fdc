package io.portolan.cli.stack;

import io.portolan.cli.client.ApiClient;
import io.portolan.cli.command.CliContext;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(name = "rm", description = "Remove a stack: its routes, containers and networks. Volumes stay.")
final class StackRemove extends StackCommand {
    @Option(names = "--volumes", description = "Remove its volumes too, with all that is in them.")
    private boolean volumes;

    StackRemove(CliContext context) {
        super(context);
    }

    @Override
    protected int run(ApiClient api) {
        api.delete(stack().with("volumes", volumes));
        return done(
                "stack rm", name(), name() + " is removed" + (volumes ? " with its volumes" : "; its volumes stay"));
    }
}

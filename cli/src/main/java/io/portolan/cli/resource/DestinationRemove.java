package io.portolan.cli.resource;

import io.portolan.cli.client.ApiClient;
import io.portolan.cli.client.Resource;
import io.portolan.cli.command.ApiCommand;
import io.portolan.cli.command.CliContext;
import io.portolan.cli.command.Named;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
        name = "rm",
        description = {
            "Remove a destination and its network. Refused while stacks are placed in it.",
            "A network that was adopted stays as it is: the proxy leaves it."
        })
final class DestinationRemove extends ApiCommand {
    @Parameters(paramLabel = "NAME", description = "Its name.")
    private String name = "";

    DestinationRemove(CliContext context) {
        super(context);
    }

    @Override
    protected int run(ApiClient api) {
        api.delete(Resource.of("destinations", Named.destination(name)));
        return done("destination rm", name, "destination " + name + " is removed");
    }
}

package io.portolan.cli.resource;

import com.fasterxml.jackson.databind.JsonNode;
import io.portolan.cli.client.ApiClient;
import io.portolan.cli.client.Json;
import io.portolan.cli.client.Resource;
import io.portolan.cli.command.ApiCommand;
import io.portolan.cli.command.CliContext;
import io.portolan.cli.terminal.Table;
import picocli.CommandLine.Command;

@Command(name = "ls", description = "List destinations and the stacks placed in them.")
final class DestinationList extends ApiCommand {
    DestinationList(CliContext context) {
        super(context);
    }

    @Override
    protected int run(ApiClient api) {
        JsonNode destinations = api.list(Resource.of("destinations"));
        return show(destinations, () -> Listing.print(terminal(), table(destinations), "no destinations yet"));
    }

    private static Table table(JsonNode destinations) {
        Table table = new Table("NAME", "SERVER", "NETWORK", "SUBNET", "STATUS", "STACKS");
        for (JsonNode destination : Json.list(destinations, "items")) {
            table.row(
                    Json.text(destination, "name"),
                    Json.text(destination, "server"),
                    Json.text(destination, "network")
                            + (destination.path("adopted").asBoolean() ? " (adopted)" : ""),
                    Listing.orDash(Json.text(destination, "subnet")),
                    Json.text(destination, "status"),
                    Listing.orDash(String.join(", ", Json.texts(destination, "users"))));
        }
        return table;
    }
}

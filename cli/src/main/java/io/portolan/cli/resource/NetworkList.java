package io.portolan.cli.resource;

import com.fasterxml.jackson.databind.JsonNode;
import io.portolan.cli.client.ApiClient;
import io.portolan.cli.client.Json;
import io.portolan.cli.client.Resource;
import io.portolan.cli.command.ApiCommand;
import io.portolan.cli.command.CliContext;
import io.portolan.cli.terminal.Table;
import io.portolan.cli.terminal.Table.Cell;
import io.portolan.cli.terminal.Tone;
import picocli.CommandLine.Command;

@Command(name = "ls", description = "List the server's networks, those that Portolan did not make among them.")
final class NetworkList extends ApiCommand {
    NetworkList(CliContext context) {
        super(context);
    }

    @Override
    protected int run(ApiClient api) {
        JsonNode networks = api.list(Resource.of("networks"));
        return show(networks, () -> Listing.print(terminal(), table(networks), "no networks"));
    }

    private static Table table(JsonNode networks) {
        Table table = new Table("NAME", "SUBNET", "DRIVER", "ROLE", "CONTAINERS", "OF");
        for (JsonNode network : Json.list(networks, "items")) {
            String role = Json.text(network, "role");
            Tone tone = role.equals("foreign") ? Tone.DIM : Tone.PLAIN;
            table.row(
                    new Cell(Json.text(network, "name"), tone),
                    new Cell(Listing.orDash(Json.text(network, "subnet")), tone),
                    new Cell(Json.text(network, "driver"), tone),
                    new Cell(role, tone),
                    new Cell(String.valueOf(network.path("members").size()), tone),
                    new Cell(Listing.orDash(Json.text(network, "owner")), tone));
        }
        return table;
    }
}

package io.portolan.cli.resource;

import com.fasterxml.jackson.databind.JsonNode;
import io.portolan.cli.client.ApiClient;
import io.portolan.cli.client.Json;
import io.portolan.cli.client.Resource;
import io.portolan.cli.command.ApiCommand;
import io.portolan.cli.command.CliContext;
import io.portolan.cli.terminal.Style;
import io.portolan.cli.terminal.Table;
import io.portolan.cli.terminal.Tone;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "show", description = "Show a network: who is on it, under which addresses and names.")
final class NetworkShow extends ApiCommand {
    @Parameters(paramLabel = "NAME", description = "As \"portolan network ls\" shows it.")
    private String name = "";

    @Option(
            names = "--reach",
            description = "Show who reaches whom over it, and what its members reach at the host's addresses.")
    private boolean reach;

    NetworkShow(CliContext context) {
        super(context);
    }

    @Override
    protected int run(ApiClient api) {
        JsonNode network = api.get(Resource.of("networks", name));
        if (!reach) {
            return show(network, () -> print(network, members(network), "  nobody is on it"));
        }
        JsonNode ways = api.get(Resource.of("networks", name, "reach"));
        return show(ways, () -> print(network, ReachTable.of(ways), "  nobody reaches anybody over it"));
    }

    private void print(JsonNode network, Table table, String empty) {
        String owner = Json.text(network, "owner");
        Style style = terminal().outStyle();
        terminal()
                .out()
                .println(style.apply(Tone.STRONG, Style.printable(Json.text(network, "name")))
                        + Style.printable("  " + Json.text(network, "role") + (owner.isEmpty() ? "" : " of " + owner)
                                + ", " + Json.text(network, "driver") + ", "
                                + Listing.orDash(Json.text(network, "subnet"))));
        Listing.print(terminal(), table, empty);
    }

    private static Table members(JsonNode network) {
        Table table = new Table("CONTAINER", "ADDRESS", "NAMES").indented("  ");
        for (JsonNode member : Json.list(network, "members")) {
            table.row(
                    Json.text(member, "container"),
                    Listing.orDash(Json.text(member, "address")),
                    Listing.orDash(String.join(", ", Json.texts(member, "names"))));
        }
        return table;
    }
}

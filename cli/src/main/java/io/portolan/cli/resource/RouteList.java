package io.portolan.cli.resource;

import com.fasterxml.jackson.databind.JsonNode;
import io.portolan.cli.client.ApiClient;
import io.portolan.cli.client.Json;
import io.portolan.cli.client.Resource;
import io.portolan.cli.command.ApiCommand;
import io.portolan.cli.command.CliContext;
import io.portolan.cli.terminal.Table;
import io.portolan.cli.terminal.Table.Cell;
import picocli.CommandLine.Command;

@Command(name = "ls", description = "List routes and the containers that answer them.")
final class RouteList extends ApiCommand {
    RouteList(CliContext context) {
        super(context);
    }

    @Override
    protected int run(ApiClient api) {
        JsonNode routes = api.list(Resource.of("routes"));
        return show(routes, () -> Listing.print(terminal(), table(routes), "no routes yet"));
    }

    private static String answers(JsonNode route) {
        String redirect = Json.text(route, "redirect");
        return redirect.isEmpty() ? String.join(", ", Json.texts(route, "upstreams")) : "→ " + redirect;
    }

    private static Table table(JsonNode routes) {
        Table table = new Table("URL", "SERVICE", "STATE", "UPSTREAMS");
        for (JsonNode route : Json.list(routes, "items")) {
            table.row(
                    Cell.of(Json.text(route, "url")),
                    Cell.of(Json.text(route, "stack") + "/" + Json.text(route, "service")),
                    Listing.live(route),
                    Cell.of(Listing.orDash(answers(route))));
        }
        return table;
    }
}

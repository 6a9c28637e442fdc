package io.portolan.cli.resource;

import com.fasterxml.jackson.databind.JsonNode;
import io.portolan.cli.client.ApiClient;
import io.portolan.cli.client.Json;
import io.portolan.cli.command.ApiCommand;
import io.portolan.cli.command.CliContext;
import io.portolan.cli.terminal.Table;
import io.portolan.cli.terminal.Table.Cell;
import picocli.CommandLine.Command;

@Command(name = "ls", description = "List domains and the services they lead to.")
final class DomainList extends ApiCommand {
    DomainList(CliContext context) {
        super(context);
    }

    @Override
    protected int run(ApiClient api) {
        JsonNode domains = api.list(environment().slash("domains"));
        return show(domains, () -> Listing.print(terminal(), table(domains), "no domains yet"));
    }

    private static Table table(JsonNode domains) {
        Table table = new Table("URL", "LEADS TO", "STATE", "SERVED");
        for (JsonNode domain : Json.list(domains, "items")) {
            int port = domain.path("containerPort").asInt();
            table.row(
                    Cell.of(Json.text(domain, "url")),
                    Cell.of(target(domain, port)),
                    port == 0 ? Listing.unknownPort() : Listing.live(domain),
                    Cell.of(Listing.orDash(RouteWords.of(domain.path("options")))));
        }
        return table;
    }

    private static String target(JsonNode domain, int port) {
        String redirect = Json.text(domain.path("options"), "redirect");
        return redirect.isEmpty()
                ? Json.text(domain, "stack") + "/" + Json.text(domain, "service") + (port == 0 ? "" : ":" + port)
                : "→ " + redirect;
    }
}

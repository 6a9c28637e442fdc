package io.portolan.cli.resource;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.portolan.cli.client.ApiClient;
import io.portolan.cli.client.Json;
import io.portolan.cli.client.Resource;
import io.portolan.cli.command.ApiCommand;
import io.portolan.cli.command.CliContext;
import io.portolan.cli.terminal.Table;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(name = "ls", description = "List host ports that are taken or reserved, by whomever.")
final class PortList extends ApiCommand {
    @Option(names = "--server", paramLabel = "S", description = "Only those of this server.")
    private @Nullable String server;

    PortList(CliContext context) {
        super(context);
    }

    @Override
    protected int run(ApiClient api) {
        ObjectNode ports = ofServer(api.list(Resource.of("ports")));
        return show(ports, () -> Listing.print(terminal(), table(ports), "no host port is taken"));
    }

    private ObjectNode ofServer(ObjectNode ports) {
        if (server == null) {
            return ports;
        }
        ObjectNode filtered = Json.object();
        ArrayNode items = filtered.putArray("items");
        Json.list(ports, "items").stream()
                .filter(p -> Json.text(p, "server").equals(server))
                .forEach(items::add);
        return filtered.putNull("next");
    }

    private static Table table(JsonNode ports) {
        Table table = new Table("PORT", "ADDRESS", "SERVER", "REACHED FROM", "LEADS TO", "KIND", "HELD BY");
        for (JsonNode port : Json.list(ports, "items")) {
            table.row(
                    Json.text(port, "port") + "/" + Json.text(port, "protocol"),
                    Json.text(port, "address"),
                    Json.text(port, "server"),
                    Json.text(port, "reach"),
                    Listing.orDash(Json.text(port, "target")),
                    Json.text(port, "kind"),
                    Json.text(port, "holder"));
        }
        return table;
    }
}

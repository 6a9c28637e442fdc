package io.portolan.cli.resource;

import com.fasterxml.jackson.databind.JsonNode;
import io.portolan.cli.client.ApiClient;
import io.portolan.cli.client.Json;
import io.portolan.cli.client.Resource;
import io.portolan.cli.command.ApiCommand;
import io.portolan.cli.command.CliContext;
import io.portolan.cli.command.Named;
import io.portolan.cli.terminal.Style;
import io.portolan.cli.terminal.Table;
import io.portolan.cli.terminal.Tone;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
        name = "show",
        description =
                "Show a destination: its network, the stacks placed in it, and how services on it reach each other.")
final class DestinationShow extends ApiCommand {
    @Parameters(paramLabel = "NAME", description = "Its name.")
    private String name = "";

    DestinationShow(CliContext context) {
        super(context);
    }

    @Override
    protected int run(ApiClient api) {
        JsonNode destination = api.get(Resource.of("destinations", Named.destination(name)));
        return show(destination, () -> print(destination));
    }

    private void print(JsonNode destination) {
        Style style = terminal().outStyle();
        boolean ready = Json.text(destination, "status").equals("ready");
        terminal()
                .out()
                .println(style.apply(Tone.STRONG, Style.printable(Json.text(destination, "name"))) + "  "
                        + style.apply(ready ? Tone.GOOD : Tone.WARN, Json.text(destination, "status"))
                        + Style.printable(
                                "  " + (destination.path("adopted").asBoolean() ? "adopted network " : "network ")
                                        + Json.text(destination, "network") + ", "
                                        + Listing.orDash(Json.text(destination, "subnet"))));
        destination.path("labels").forEachEntry((key, value) -> line("label " + key + "=" + value.asText()));
        List<String> users = Json.texts(destination, "users");
        line(users.isEmpty() ? "no stack is placed in it" : "stacks: " + String.join(", ", users));
        terminal().out().println();
        Table table = new Table("STACK", "SERVICE", "REACHED AS").indented("  ");
        for (JsonNode member : Json.list(destination, "members")) {
            List<String> connections = Json.texts(member, "connections");
            table.row(
                    Json.text(member, "stack"),
                    Json.text(member, "service"),
                    Listing.orDash(
                            String.join(", ", connections.isEmpty() ? Json.texts(member, "names") : connections)));
        }
        Listing.print(terminal(), table, "  no service is on its network");
    }

    private void line(String text) {
        terminal().out().println(Style.printable("  " + text));
    }
}

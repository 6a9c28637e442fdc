package io.portolan.cli.stack;

import com.fasterxml.jackson.databind.JsonNode;
import io.portolan.cli.client.ApiClient;
import io.portolan.cli.client.Json;
import io.portolan.cli.command.ApiCommand;
import io.portolan.cli.command.CliContext;
import io.portolan.cli.terminal.Table;
import io.portolan.cli.terminal.Table.Cell;
import io.portolan.cli.terminal.Tone;
import java.util.List;
import picocli.CommandLine.Command;

@Command(name = "ls", description = "List links: who connects to whom, and what the consumer is given.")
final class LinkList extends ApiCommand {
    LinkList(CliContext context) {
        super(context);
    }

    @Override
    protected int run(ApiClient api) {
        JsonNode links = api.list(environment().slash("links"));
        return show(links, () -> {
            Table table = table(Json.list(links, "items"));
            if (table.isEmpty()) {
                terminal().out().println("no links yet");
            } else {
                table.print(terminal());
            }
        });
    }

    static Table table(List<JsonNode> links) {
        Table table = new Table("LINKED", "TO", "AT", "STATE", "VARIABLES");
        for (JsonNode link : links) {
            String status = Json.text(link, "status");
            String host = Json.text(link, "host");
            List<String> variables = Json.texts(link, "variables");
            table.row(
                    Cell.of(ServiceName.of(link.path("consumer"))),
                    Cell.of(ServiceName.of(link.path("provider"))),
                    Cell.of(
                            host.isEmpty()
                                    ? "-"
                                    : host + ":"
                                            + Json.text(link, "containerPort").replace("/tcp", "")),
                    new Cell(status, tone(status)),
                    Cell.of(variables.isEmpty() ? "-" : String.join(", ", variables)));
            table.note(1, Tone.WARN, Json.text(link, "detail"));
        }
        return table;
    }

    private static Tone tone(String status) {
        return switch (status) {
            case "live" -> Tone.GOOD;
            case "broken" -> Tone.BAD;
            default -> Tone.WARN;
        };
    }
}

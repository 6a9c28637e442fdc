package io.portolan.cli.stack;

import com.fasterxml.jackson.databind.JsonNode;
import io.portolan.cli.client.ApiClient;
import io.portolan.cli.client.Json;
import io.portolan.cli.command.ApiCommand;
import io.portolan.cli.command.CliContext;
import io.portolan.cli.terminal.Table;
import io.portolan.cli.terminal.Table.Cell;
import io.portolan.cli.terminal.Words;
import java.time.Instant;
import java.util.List;
import picocli.CommandLine.Command;

@Command(name = "ls", description = "List stacks.")
class StackList extends ApiCommand {
    StackList(CliContext context) {
        super(context);
    }

    @Override
    protected int run(ApiClient api) {
        JsonNode stacks = chosen(api.list(environment().slash("stacks")));
        return show(stacks, () -> print(stacks));
    }

    /** Which of all stacks are listed. */
    protected JsonNode chosen(JsonNode all) {
        return all;
    }

    private void print(JsonNode stacks) {
        Instant now = context().clock().instant();
        Table table = new Table("NAME", "STATUS", "REVISION", "SERVICES", "AGE", "DOMAINS");
        for (JsonNode stack : Json.list(stacks, "items")) {
            List<String> domains = Json.texts(stack, "domains");
            table.row(
                    Cell.of(Json.text(stack, "name")),
                    StackWords.status(stack),
                    Cell.of(StackWords.revision(stack)),
                    Cell.of(Json.text(stack, "services")),
                    Cell.of(Json.instant(stack, "createdAt")
                            .map(t -> Words.since(t, now))
                            .orElse("-")),
                    Cell.of(domains.isEmpty() ? "-" : String.join(", ", domains)));
        }
        if (table.isEmpty()) {
            terminal().out().println("no stacks yet");
        } else {
            table.print(terminal());
        }
    }
}

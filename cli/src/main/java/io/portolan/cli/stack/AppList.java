package io.portolan.cli.stack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.portolan.cli.client.Json;
import io.portolan.cli.command.CliContext;
import picocli.CommandLine.Command;

@Command(name = "ls", description = "List applications: stacks of one service.")
final class AppList extends StackList {
    AppList(CliContext context) {
        super(context);
    }

    @Override
    protected JsonNode chosen(JsonNode all) {
        ObjectNode page = all.deepCopy();
        ArrayNode items = page.putArray("items");
        Json.list(all, "items").stream()
                .filter(s -> s.path("services").asInt() == 1)
                .forEach(items::add);
        return page;
    }
}

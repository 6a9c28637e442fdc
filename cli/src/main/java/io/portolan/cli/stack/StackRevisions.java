package io.portolan.cli.stack;

import com.fasterxml.jackson.databind.JsonNode;
import io.portolan.cli.client.ApiClient;
import io.portolan.cli.client.Json;
import io.portolan.cli.command.CliContext;
import io.portolan.cli.terminal.Table;
import io.portolan.cli.terminal.Table.Cell;
import io.portolan.cli.terminal.Tone;
import io.portolan.cli.terminal.Words;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;

@Command(name = "revisions", description = "List what was deployed, to roll back to.")
final class StackRevisions extends StackCommand {
    StackRevisions(CliContext context) {
        super(context);
    }

    @Override
    protected int run(ApiClient api) {
        JsonNode revisions = api.list(stack().slash("revisions"));
        return show(revisions, () -> print(revisions));
    }

    private void print(JsonNode revisions) {
        Instant now = context().clock().instant();
        Table table = new Table("REVISION", "STATUS", "AGE", "IMAGES");
        for (JsonNode revision : Json.list(revisions, "items")) {
            String status = Json.text(revision, "status");
            table.row(
                    Cell.of(Json.text(revision, "number")),
                    new Cell(status, tone(status)),
                    Cell.of(Json.instant(revision, "createdAt")
                            .map(t -> Words.since(t, now))
                            .orElse("-")),
                    Cell.of(String.join(", ", images(revision))));
        }
        if (table.isEmpty()) {
            terminal().out().println(name() + " was never deployed");
        } else {
            table.print(terminal());
        }
    }

    private static List<String> images(JsonNode revision) {
        List<String> images = new ArrayList<>();
        revision.path("images").forEachEntry((service, image) -> images.add(service + "=" + image.asText()));
        return images;
    }

    private static Tone tone(String status) {
        return switch (status) {
            case "active" -> Tone.GOOD;
            case "failed" -> Tone.BAD;
            default -> Tone.PLAIN;
        };
    }
}

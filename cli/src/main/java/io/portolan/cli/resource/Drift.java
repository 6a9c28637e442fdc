package io.portolan.cli.resource;

import com.fasterxml.jackson.databind.JsonNode;
import io.portolan.cli.client.Json;
import io.portolan.cli.terminal.Table;
import io.portolan.cli.terminal.Tone;
import java.util.List;

/** The table of what differs from what should be. */
final class Drift {
    private Drift() {}

    static Table table(List<JsonNode> drift) {
        Table table = new Table("IN", "REPAIR", "TARGET", "REASON").indented("  ");
        for (JsonNode one : drift) {
            table.row(
                    Json.text(one, "scope"),
                    Json.text(one, "action"),
                    Json.text(one, "target"),
                    Json.text(one, "reason"));
            String breaks = Json.text(one, "breaks");
            table.note(3, Tone.WARN, breaks.isEmpty() ? "" : "until then: " + breaks);
        }
        return table;
    }
}

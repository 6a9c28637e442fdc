package io.portolan.cli.resource;

import com.fasterxml.jackson.databind.JsonNode;
import io.portolan.cli.terminal.Table;
import io.portolan.cli.terminal.Table.Cell;
import io.portolan.cli.terminal.Terminal;
import io.portolan.cli.terminal.Tone;

/** What the lists of this package say alike. */
final class Listing {
    private Listing() {}

    static void print(Terminal terminal, Table table, String empty) {
        if (table.isEmpty()) {
            terminal.out().println(empty);
        } else {
            table.print(terminal);
        }
    }

    static Cell live(JsonNode route) {
        return route.path("live").asBoolean() ? new Cell("live", Tone.GOOD) : new Cell("not live", Tone.WARN);
    }

    static Cell unknownPort() {
        return new Cell("the port is not known", Tone.WARN);
    }

    static String orDash(String text) {
        return text.isEmpty() ? "-" : text;
    }
}
